package io.eventmill.simulate;

import java.io.IOException;

/**
 * Where events go. One thread puts; an event is a JSON object on one line, without the line's end.
 */
public interface EventSink {
  /**
   * Takes a copy of {@code bytes[from, to)}; blocks while the sink is full.
   *
   * @param number the caller's number of the event (a line, a count), named when it is refused
   */
  void put(long number, byte[] bytes, int from, int to) throws IOException, InterruptedException;

  /** Sends on what has been put so far, without waiting for more to fill a batch. */
  void flush() throws IOException, InterruptedException;
}
