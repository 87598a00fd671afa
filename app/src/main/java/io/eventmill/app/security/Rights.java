package io.eventmill.app.security;

/** What somebody may do; each includes those before it. */
public enum Rights {
  /** Asks, and changes nothing. */
  READER,
  /** Also replays, fills tables, changes pipelines and schemas, asks in SQL. */
  ADMIN;

  boolean include(Rights needed) {
    return compareTo(needed) >= 0;
  }
}
