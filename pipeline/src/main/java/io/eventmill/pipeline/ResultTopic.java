package io.eventmill.pipeline;

/** The topic of a result's rows. */
public record ResultTopic(String name, int partitions, short replication) {}
