package io.eventmill.registry;

/** Which versions are meant: deleted ones are kept until they are deleted for good. */
public enum Which {
  LIVE,
  ALL,
  DELETED;

  boolean takes(SchemaVersion version) {
    return this == ALL || version.deleted() == (this == DELETED);
  }

  static Which of(boolean deleted, boolean deletedOnly) {
    return deletedOnly ? DELETED : deleted ? ALL : LIVE;
  }
}
