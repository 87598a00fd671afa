/**
 * Where batches are kept while the log does not answer: files on this machine's disk, written in
 * groups and synced before anyone is told, emptied onto the log in their order when it is back.
 */
package io.eventmill.collect.spool;
