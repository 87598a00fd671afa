package io.eventmill.collect.spool;

/**
 * How the spool is doing, for health and metrics.
 *
 * @param bytes of its files
 * @param bytesMax the setting that bounds them; 0 without a spool
 * @param waitingEvents acknowledged, and not yet on the log
 * @param oldestMillis when the oldest waiting event was accepted; -1 when none waits
 * @param setAsideEvents acknowledged, but refused for good by the log: kept in a file of their own
 *     until the next start tries again
 */
public record SpoolState(
    Status status,
    long bytes,
    long bytesMax,
    long waitingEvents,
    long oldestMillis,
    long setAsideEvents) {
  public static final SpoolState NONE = new SpoolState(Status.OFF, 0, 0, 0, -1, 0);

  /** The same in another status. */
  public SpoolState with(Status other) {
    return new SpoolState(other, bytes, bytesMax, waitingEvents, oldestMillis, setAsideEvents);
  }

  /** From good to bad. */
  public enum Status {
    /** There is no spool: without the log nothing can be kept. */
    OFF,
    /** Nothing waits; batches go to the log directly. */
    OK,
    /** Batches wait for the log; new ones wait behind them. */
    SPOOLING,
    /** The last batch did not fit any more. */
    FULL,
    /** The disk has less room left than is kept free: nothing is taken. */
    NO_ROOM,
    /** The disk refused the last batch. */
    FAILING;

    /** False when what comes now, or comes while the log is away, is refused. */
    public boolean isGood() {
      return compareTo(FULL) < 0;
    }
  }
}
