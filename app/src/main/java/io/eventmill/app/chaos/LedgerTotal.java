package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the ledger says of all sources and minutes together.
 *
 * @param addsUp its own verdict
 */
record LedgerTotal(
    boolean addsUp,
    long accepted,
    long stored,
    long failed,
    long duplicate,
    long filtered,
    long inFlight,
    long missing,
    long surplus) {
  static LedgerTotal of(JsonNode audit) {
    JsonNode total = audit.path("total");
    return new LedgerTotal(
        audit.path("adds_up").asBoolean(),
        total.path("accepted").asLong(),
        total.path("stored").asLong(),
        total.path("failed").asLong(),
        total.path("duplicate").asLong(),
        total.path("filtered").asLong(),
        total.path("in_flight").asLong(),
        total.path("missing").asLong(),
        total.path("surplus").asLong());
  }

  /** Nothing is taken on trust: the equation is worked out again. */
  boolean holds() {
    return addsUp
        && inFlight == 0
        && missing == 0
        && surplus == 0
        && accepted == stored + failed + duplicate + filtered;
  }

  String text() {
    return "accepted %,d = stored %,d + failed %,d + duplicate %,d + filtered %,d + in flight %,d"
            .formatted(accepted, stored, failed, duplicate, filtered, inFlight)
        + (missing + surplus == 0 ? "" : "; missing %,d, surplus %,d".formatted(missing, surplus));
  }
}
