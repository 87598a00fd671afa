package io.eventmill.pipeline;

import java.io.Serializable;

/** The topic of a result's rows. */
public record ResultTopic(String name, int partitions, short replication) implements Serializable {}
