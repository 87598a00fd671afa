package io.eventmill.jobs.lake;

import io.eventmill.event.Origin;

/**
 * A file that is written and waits for its checkpoint.
 *
 * @param path where it comes to lie
 * @param receipt with which the shelf finds what was written
 * @param last the last row in it
 */
record FinishedFile(String path, byte[] receipt, Origin last) {}
