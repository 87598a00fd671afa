package io.eventmill.collect;

/** Where an acknowledged batch lies. */
enum Kept {
  /** On the log, with all in-sync replicas. */
  LOG,
  /** In the spool, synced to this machine's disk. */
  SPOOL
}
