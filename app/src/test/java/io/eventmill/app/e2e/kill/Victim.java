package io.eventmill.app.e2e.kill;

import java.time.Duration;

/**
 * A process that a kill test may kill: today the whole mill, a role of it where roles run apart.
 */
interface Victim {
  String name();

  /** Starts the process and returns at once. It must not be running. */
  void start(String... more) throws Exception;

  /**
   * Waits until it does all of its work.
   *
   * @return how long that took, from {@link #start} on
   * @throws AssertionError when it ended instead, or takes minutes
   */
  Duration untilReady();

  /** True while events wait in the collector's spool, or must be brought from there to the log. */
  boolean isSpooling();

  /** Asks it to stop, as Ctrl-C does, and returns at once. */
  void askToStop() throws Exception;

  /** Waits until it has stopped as asked; returns its exit code. */
  int untilStopped() throws Exception;

  /** SIGKILL; returns when it is gone. */
  void kill();
}
