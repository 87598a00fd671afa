package io.eventmill.simulate.door;

import java.util.List;

/**
 * What became of the events so far: {@code put = kept + refused + unsent}.
 *
 * @param requests answered or lost, repetitions included
 * @param repeats requests that had to be sent again
 * @param firstRefusals the first few of the refused
 * @param failure why sending ended early; null when it did not
 */
public record DoorReport(
    long put,
    long kept,
    long refused,
    long requests,
    long repeats,
    List<Refusal> firstRefusals,
    String failure) {

  /** Events without a final answer: still under way, or given up with the failure. */
  public long unsent() {
    return put - kept - refused;
  }
}
