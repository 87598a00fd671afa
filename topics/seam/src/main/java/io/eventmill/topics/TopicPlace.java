package io.eventmill.topics;

/** One partition of a topic. */
public record TopicPlace(String topic, int partition) {}
