package io.eventmill.steps.enrich;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers to the questions asked last, so that the same is not worked out twice. One thread. */
final class Recent<Q, A> {
  private final Map<Q, A> answers;

  /**
   * @param most answers kept; the one not asked for longest goes first
   */
  Recent(int most) {
    this.answers =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Q, A> eldest) {
            return size() > most;
          }
        };
  }

  A get(Q question, Function<Q, A> answer) {
    A known = answers.get(question);
    if (known == null) {
      known = answer.apply(question);
      answers.put(question, known);
    }
    return known;
  }

  int size() {
    return answers.size();
  }
}
