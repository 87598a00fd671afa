package io.eventmill.collect;

/** Where an acknowledged batch lies. */
enum Kept {
  /** On the log, with all in-sync replicas. */
  LOG
}
