package io.eventmill.app.schemas;

import io.eventmill.registry.RegistryException;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.registry.SchemaRequest;
import io.eventmill.registry.VersionId;
import io.eventmill.registry.client.SchemaAnswer;

/** The registry of this process. */
record EmbeddedRegistry(SchemaRegistry registry) implements Registry {
  @Override
  public SchemaAnswer version(String subject, int version) {
    return registry.answer(subject, version == 0 ? VersionId.LATEST : new VersionId(version));
  }

  @Override
  public SchemaAnswer keep(String subject, String text) {
    try {
      return new SchemaAnswer.Found(
          registry.withReferences(registry.register(subject, SchemaRequest.of(text))), false);
    } catch (RegistryException e) {
      return e.status() < 500
          ? new SchemaAnswer.NotFound(e.getMessage())
          : new SchemaAnswer.Away(e.getMessage());
    }
  }

  @Override
  public String described() {
    return "the registry of this server";
  }
}
