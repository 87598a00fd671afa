package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Copies;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Sent;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What was bought and what led to it, recounted by a plain loop over the baskets. */
final class Bought {
  private Bought() {}

  /**
   * @param stored the events that are there
   * @return by the id of what was bought, the id of what was looked at first within the time before
   *     it in the same basket; empty where there was nothing
   */
  static Map<String, String> of(Sent sent, Copies stored) {
    Map<String, String> bought = new TreeMap<>();
    for (int n = 0; n < sent.numbers(); n++) {
      if (Numbered.type(n).equals(Numbered.BOUGHT) && stored.of(n) > 0) {
        bought.put(Numbered.id(n), first(n, stored));
      }
    }
    return bought;
  }

  private static String first(int n, Copies stored) {
    Instant until = Numbered.time(n);
    Instant from = until.minus(CountedEvents.WITHIN);
    int first = -1;
    int end = Numbered.firstOf(Numbered.basket(n) + 1);
    for (int m = Numbered.firstOf(Numbered.basket(n)); m < end; m++) {
      boolean counts =
          Numbered.type(m).equals(Numbered.LOOKED)
              && stored.of(m) > 0
              && !Numbered.time(m).isBefore(from)
              && !Numbered.time(m).isAfter(until);
      if (counts && (first < 0 || Numbered.time(m).isBefore(Numbered.time(first)))) {
        first = m;
      }
    }
    return first < 0 ? "" : Numbered.id(first);
  }
}
