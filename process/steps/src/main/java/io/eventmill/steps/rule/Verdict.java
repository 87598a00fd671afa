package io.eventmill.steps.rule;

/** What a rule says of an event. */
enum Verdict {
  YES,
  NO,
  /** The rule looks at a field that the event does not have. */
  OPEN
}
