package io.eventmill.jobs;

import io.eventmill.steps.dedupe.SeenSnapshot;
import java.util.UUID;

/**
 * The ids remembered of one raw partition, as they stand in a checkpoint.
 *
 * @param topicId the raw topic's
 * @param offset of the last record judged: of several copies the one with the highest is right
 * @param writer which subtask wrote it
 * @param writers how many there were
 */
record SeenPartition(
    UUID topicId, int partition, long offset, int writer, int writers, SeenSnapshot ids) {}
