package io.eventmill.app.schemas;

import io.eventmill.registry.client.SchemaAnswer;

/** A schema registry, here or elsewhere. Never throws for what it holds or the network does. */
interface Registry {
  /**
   * @param version 0: the latest
   */
  SchemaAnswer version(String subject, int version);

  /** Registers a schema, and tells its version; not found when the registry does not take it. */
  SchemaAnswer keep(String subject, String text);

  /** For messages, e.g. {@code the registry at http://host:8081}. */
  String described();
}
