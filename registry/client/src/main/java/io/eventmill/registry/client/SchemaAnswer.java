package io.eventmill.registry.client;

/** What can be said of a schema that was asked for. */
public sealed interface SchemaAnswer {
  /**
   * @param stale the registry could not be asked just now: this is what it said last
   */
  record Found(RegisteredSchema schema, boolean stale) implements SchemaAnswer {}

  /** The registry says that there is no such JSON Schema. */
  record NotFound(String message) implements SchemaAnswer {}

  /** The registry could not be asked, and it was never asked this before. Asking later may help. */
  record Away(String message) implements SchemaAnswer {}
}
