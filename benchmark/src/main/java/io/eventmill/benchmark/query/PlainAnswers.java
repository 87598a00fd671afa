package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.measure.Checksum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must be answered: each event looked at for each of the questions, by a plain loop. */
final class PlainAnswers {
  private final Question question;
  private final Map<String, Long> values = new HashMap<>();
  private final Map<Long, Long> steps = new TreeMap<>();
  private final Deque<String> newest = new ArrayDeque<>();
  private long count;

  private PlainAnswers(Question question) {
    this.question = question;
  }

  /** The answers to the first questions of a kind. */
  static Checksum of(Kind kind, long events) {
    List<PlainAnswers> answers = new ArrayList<>();
    for (int i = 0; i < Latencies.COMPARED; i++) {
      answers.add(new PlainAnswers(Question.of(kind, i, events)));
    }
    for (long number = 0; number < events; number++) {
      Seen seen = Seen.of(number);
      for (PlainAnswers answer : answers) {
        if (answer.question.fromMillis() <= seen.time && seen.time < answer.question.toMillis()) {
          answer.look(seen);
        }
      }
    }
    Checksum sum = Checksum.NONE;
    for (int i = 0; i < answers.size(); i++) {
      sum = sum.plus(i + " " + answers.get(i).text());
    }
    return sum;
  }

  /** What questions look at. */
  private record Seen(String id, long time, String type, String traffic, String visitor) {
    static Seen of(long number) {
      return new Seen(
          "e" + number,
          ShapedEvents.time(number).toEpochMilli(),
          ShapedEvents.type(number),
          ShapedEvents.traffic(number),
          ShapedEvents.visitorName(number));
    }
  }

  private void look(Seen event) {
    switch (question.kind()) {
      case WINDOWS, COUNT -> count += isOfType(event) ? 1 : 0;
      case PAGE -> {
        if (isOfType(event) && event.traffic.equals(question.traffic())) {
          newest.push(event.id);
          if (newest.size() > Question.PAGE) {
            newest.removeLast();
          }
        }
      }
      case TOP -> values.merge(event.visitor, 1L, Long::sum);
      case HISTOGRAM -> steps.merge(event.time - event.time % question.stepMillis(), 1L, Long::sum);
    }
  }

  private boolean isOfType(Seen event) {
    return event.type.equals(question.type());
  }

  private String text() {
    return switch (question.kind()) {
      case WINDOWS, COUNT -> Long.toString(count);
      case PAGE -> String.join(" ", newest);
      case TOP ->
          values.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey()))
              .limit(Question.TOP)
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
      case HISTOGRAM ->
          steps.entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(" "));
    };
  }
}
