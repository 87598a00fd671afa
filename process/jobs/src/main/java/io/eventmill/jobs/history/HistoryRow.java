package io.eventmill.jobs.history;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;

/**
 * A row of a file: one raw record, or what stands there instead.
 *
 * @param number of the line or row in its file, from 1
 * @param origin null for a row that cannot be read, and for one of a file that no archive wrote
 * @param id null for an event that has none of its own
 * @param type null when the event does not say it
 * @param timeMicros null when the event does not say it, epoch microseconds
 * @param value the event, or what stood in its place; null without one
 * @param problem why the row cannot be read; null for one that can
 */
public record HistoryRow(
    long number,
    Origin origin,
    String id,
    String type,
    Long timeMicros,
    long receivedMillis,
    int attempt,
    Sender sender,
    byte[] value,
    String problem) {
  /** The same row with a place. */
  public HistoryRow at(Origin place) {
    return new HistoryRow(
        number, place, id, type, timeMicros, receivedMillis, attempt, sender, value, problem);
  }

  /** The same row in another place of its file. */
  HistoryRow numbered(long line) {
    return new HistoryRow(
        line, origin, id, type, timeMicros, receivedMillis, attempt, sender, value, problem);
  }

  static HistoryRow unreadable(long number, byte[] value, String problem) {
    return new HistoryRow(number, null, null, null, null, 0, 1, Sender.UNKNOWN, value, problem);
  }
}
