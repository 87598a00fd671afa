package io.eventmill.jobs;

/**
 * A record of a raw topic as it travels through a job.
 *
 * @param timestamp the record's own, as Kafka has it
 * @param receivedMillis when the event was accepted
 * @param id the event's id by header; null without one
 * @param key null without one
 * @param value null without one
 */
public record RawLogRecord(
    int partition,
    long offset,
    long timestamp,
    long receivedMillis,
    String id,
    byte[] key,
    byte[] value) {
  /** About how many bytes it has. */
  long size() {
    return (id == null ? 0 : id.length())
        + (long) (key == null ? 0 : key.length)
        + (value == null ? 0 : value.length);
  }
}
