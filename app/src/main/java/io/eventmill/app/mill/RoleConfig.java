package io.eventmill.app.mill;

import io.eventmill.topics.KafkaAddress;

/**
 * What the command line decides about one role in a process of its own.
 *
 * @param mill its folder, port, pipelines, stores and settings; it has no broker and no Flink
 * @param kafka the users' own
 * @param group what the names of consumer groups begin with; all loaders of a store share it
 */
public record RoleConfig(MillConfig mill, KafkaAddress kafka, String group) {}
