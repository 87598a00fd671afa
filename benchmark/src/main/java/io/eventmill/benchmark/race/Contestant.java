package io.eventmill.benchmark.race;

/** The product, or a peer, ready to do a heat's work in processes of its own. */
public interface Contestant {
  /** One word or two: a row of the table. */
  String name();

  /** How it is set, in a line: what a reader needs to say whether that is fair. */
  String settings();

  /**
   * Gets what it needs: downloads, compiles. Called once, before the first round.
   *
   * @throws MissingPeerException when it cannot start on this machine
   */
  default void prepare() throws Exception {}

  /** Whether what it puts out can be looked at; false for those that keep nothing. */
  default boolean hasOutput() {
    return true;
  }

  /** Does the work once; what it started has ended when this returns. */
  Trial run(int round) throws Exception;
}
