package io.eventmill.benchmark.race;

import io.eventmill.benchmark.measure.Checksum;
import java.util.List;
import java.util.function.Predicate;

/**
 * The same work for several contestants, in turn.
 *
 * @param name one word or two, "" in a bench of one heat
 * @param work what each of them does, in a sentence
 * @param expected what the output must be; null where there is none
 */
public record Heat(String name, String work, Checksum expected, List<Contestant> contestants) {
  public Heat {
    contestants = List.copyOf(contestants);
  }

  Heat with(Predicate<Contestant> wanted) {
    return new Heat(name, work, expected, contestants.stream().filter(wanted).toList());
  }
}
