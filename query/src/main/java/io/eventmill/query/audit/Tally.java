package io.eventmill.query.audit;

/**
 * One side of the equation and the other: {@code accepted + surplus = stored + failed + duplicate +
 * filtered + in flight + missing}, always. It adds up when missing and surplus are both zero.
 *
 * @param accepted events taken in; a replay of one is not counted again
 * @param failed events that stand as failed and were not replayed
 * @param replayed failed events that were put on raw again; what came of them is in the other
 *     numbers
 * @param inFlight accepted, and not all stages have had the time yet
 * @param missing accepted, all stages say they are done with it, and there is no row
 * @param surplus rows that nothing was accepted for, or that stand twice
 */
public record Tally(
    long accepted,
    long stored,
    long failed,
    long replayed,
    long duplicate,
    long filtered,
    long inFlight,
    long missing,
    long surplus) {
  public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public Tally plus(Tally other) {
    return new Tally(
        accepted + other.accepted,
        stored + other.stored,
        failed + other.failed,
        replayed + other.replayed,
        duplicate + other.duplicate,
        filtered + other.filtered,
        inFlight + other.inFlight,
        missing + other.missing,
        surplus + other.surplus);
  }

  public boolean addsUp() {
    return missing == 0 && surplus == 0;
  }
}
