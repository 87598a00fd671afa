package io.eventmill.query.heal;

/** A replay that cannot be done now. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Kind {
    /** Another one is under way. */
    RUNNING,
    /** The store has not yet read all that stands on raw, so nobody knows what was replayed. */
    BEHIND,
    /** The log does not take or answer. */
    LOG_AWAY,
    /** Processing itself waits, so it cannot be asked. */
    NOT_READY
  }

  private final Kind kind;

  ReplayException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public static ReplayException notReady(String message) {
    return new ReplayException(Kind.NOT_READY, message);
  }

  public Kind kind() {
    return kind;
  }
}
