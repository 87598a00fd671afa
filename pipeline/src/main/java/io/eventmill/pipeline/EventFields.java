package io.eventmill.pipeline;

/**
 * Which fields say what, as JSON pointers.
 *
 * @param id null when the collector makes all ids
 * @param key null when the id decides the partition
 * @param fixedType the type of every event of the source; null when it is read from {@code type}
 */
public record EventFields(String id, String type, String time, String key, String fixedType) {}
