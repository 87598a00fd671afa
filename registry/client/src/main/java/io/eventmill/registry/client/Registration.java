package io.eventmill.registry.client;

/** What became of a schema that was to be registered. */
public sealed interface Registration {
  /** It is in the registry under this id, since now or before. */
  record Registered(int id) implements Registration {}

  /** The registry does not take it: not valid, or not compatible with the subject's versions. */
  record Refused(int status, String message) implements Registration {}

  /** The registry could not be asked. */
  record Away(String message) implements Registration {}
}
