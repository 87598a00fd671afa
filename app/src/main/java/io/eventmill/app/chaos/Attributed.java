package io.eventmill.app.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The attributed rows as a server tells them.
 *
 * @param rows by the id of what was bought, what was looked at
 * @param twice ids that have more than one row
 */
record Attributed(Map<String, String> rows, List<String> twice) {
  private static final int SHOWN_MAX = 20;

  Attributed {
    rows = new TreeMap<>(rows);
    twice = List.copyOf(twice);
  }

  static Attributed read(Reading reading) throws IOException, InterruptedException {
    List<String> twice = new ArrayList<>();
    return new Attributed(reading.attributed(twice::add), twice);
  }

  /**
   * @param recount the rows as they must be
   */
  Verdict.Check check(Map<String, String> recount) {
    List<String> problems = new ArrayList<>();
    twice.stream().limit(SHOWN_MAX).forEach(id -> problems.add(id + ": more than one row"));
    TreeSet<String> all = new TreeSet<>(rows.keySet());
    all.addAll(recount.keySet());
    for (String id : all) {
      String said = rows.get(id);
      String right = recount.get(id);
      if (problems.size() < SHOWN_MAX && (said == null || !said.equals(right))) {
        problems.add("%s: the row says %s, the recount %s".formatted(id, said, right));
      }
    }
    long found = recount.values().stream().filter(v -> !v.isEmpty()).count();
    return new Verdict.Check(
        "attribution = recount of what is stored",
        "%,d rows, %,d of them attributed".formatted(recount.size(), found),
        problems);
  }
}
