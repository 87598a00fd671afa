package io.eventmill.pipeline;

/**
 * Which fields say what, as JSON pointers.
 *
 * @param id null when the collector makes all ids
 * @param key null when the id decides the partition
 * @param fixedType the type of every event of the source; null when it is read from {@code type}
 * @param timeOrReceived an event whose time is missing or cannot be read has the time at which it
 *     was received; otherwise it fails
 */
public record EventFields(
    String id, String type, String time, String key, String fixedType, boolean timeOrReceived) {
  /** Fields of a source whose events must have a time. */
  public EventFields(String id, String type, String time, String key, String fixedType) {
    this(id, type, time, key, fixedType, false);
  }
}
