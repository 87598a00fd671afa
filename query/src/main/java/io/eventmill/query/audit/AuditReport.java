package io.eventmill.query.audit;

import java.util.List;
import java.util.Map;

/**
 * @param asOfMillis epoch milliseconds
 * @param minutes oldest first, then by source; minutes without events are left out
 * @param uncounted by source: records that stand on raw and that the ledger has not counted yet
 * @param spooled acknowledged events that wait in the collector's spool for the log
 * @param findings the differences, oldest first
 * @param notLookedInto differences beyond the limit, which no finding explains
 * @param keptSince by source: the first minute, epoch minutes, of which anything is told; earlier
 *     events were removed from the store on purpose
 */
public record AuditReport(
    long asOfMillis,
    List<MinuteTally> minutes,
    Map<String, Long> uncounted,
    long spooled,
    List<Finding> findings,
    int notLookedInto,
    Map<String, Long> keptSince) {
  public boolean addsUp() {
    return findings.isEmpty() && notLookedInto == 0;
  }

  /** True when nothing is on its way: the numbers are final. */
  public boolean isQuiet() {
    return total().inFlight() == 0;
  }

  /** All sources, with what still waits in the spool. */
  public Tally total() {
    Tally total = waiting(spooled);
    for (String source : uncounted.keySet()) {
      total = total.plus(of(source));
    }
    return total;
  }

  public Tally of(String source) {
    return minutes.stream()
        .filter(m -> m.source().equals(source))
        .map(MinuteTally::tally)
        .reduce(waiting(uncounted.getOrDefault(source, 0L)), Tally::plus);
  }

  /** Events of which nobody has said the minute yet. */
  private static Tally waiting(long events) {
    return new Tally(events, 0, 0, 0, 0, 0, events, 0, 0);
  }
}
