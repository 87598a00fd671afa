package io.eventmill.steps.enrich;

import java.util.Objects;

/** An enrichment cannot be applied to this event. Has no stack trace: it is data. */
public final class EnrichmentException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String pointer;

  /**
   * @param message one sentence: what was found and what would be right
   * @param pointer the offending field, or null
   */
  public EnrichmentException(String message, String pointer) {
    super(Objects.requireNonNull(message, "message is null"), null, false, false);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
