package io.eventmill.query.heal;

import io.eventmill.event.Reason;

/** Failed events that cannot be replayed, and why. */
final class Staying {
  static final String REFUSED_BY_LOG =
      "The raw topic does not take it: with the marks of a replay it is larger than the log allows.";

  private Staying() {}

  /** One sentence; null for a reason that a replay may heal. */
  static String because(Reason reason) {
    return switch (reason) {
      case TOO_LARGE ->
          "Only the beginning of its body is kept here; the message says where all of it stands."
              + " Send it again in smaller parts.";
      case FOREIGN_RECORD ->
          "It was never an event of a source: somebody else wrote it to a topic of processing.";
      case STORE_REFUSED ->
          "Processing let it pass once and would take it for a duplicate of itself."
              + " Send it again under a new id.";
      default -> null;
    };
  }

  static String unknownSource(String source) {
    return "No running pipeline has a source '" + source + "'; run one that has.";
  }
}
