package io.eventmill.collect.spool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What the spool's threads share.
 *
 * @param waiting events that were taken and are not on the log yet, on disk or on the way there
 */
record SpoolParts(
    long spoolId,
    Backlog backlog,
    Progress progress,
    Origins origins,
    Recovery recovery,
    SetAside aside,
    AtomicLong waiting) {
  /** As it stands in record headers. */
  static String name(long spoolId) {
    return String.format("%016x", spoolId);
  }
}
