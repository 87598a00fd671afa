package io.eventmill.jobs.lake;

import io.eventmill.store.LakeFileName;

/**
 * A file of a lake as it lies in its folder.
 *
 * @param bytes its size
 * @param since when it came there, epoch milliseconds
 */
record Lying(LakeFileName name, long bytes, long since) {}
