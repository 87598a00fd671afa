package io.eventmill.app.chaos;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** What is struck: processes of its own, with a wire before each door. */
interface Target extends AutoCloseable {
  /** For people: what it is. */
  String text();

  /** Starts all of it and returns at once, or when it is ready. */
  void start() throws Exception;

  /** What may be done to it. */
  List<Blows.Card> cards();

  /** The longest time between two blows, in milliseconds: as long as it takes to come back. */
  int millisBetweenBlows();

  /** Where clients send, through the wires. */
  List<URI> doors();

  /** Where questions are answered; no wire is before it. */
  Answers answers();

  /** SIGKILL; returns when the process is gone. */
  void kill(String part) throws Exception;

  /** Starts a process that was killed, on the same folder. */
  void restart(String part) throws Exception;

  /**
   * A signal to a process.
   *
   * @param signal as {@code kill} names it
   */
  void signal(String part, String signal) throws IOException, InterruptedException;

  /** The one that a blow to the network names. */
  Wire wire(String part);

  /**
   * The first part that does not do all of its work; null: all do.
   *
   * @throws IllegalStateException when a process has ended that nobody killed
   */
  String missing() throws Exception;

  /** True when no event waits in a spool. */
  boolean isSpoolEmpty() throws Exception;

  /** Ends all processes, at once. */
  @Override
  void close();
}
