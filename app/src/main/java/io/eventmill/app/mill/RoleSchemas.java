package io.eventmill.app.mill;

import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.registry.RegistrySettings;
import io.eventmill.registry.SchemaRegistry;
import java.security.SecureRandom;

/**
 * The schema registry of a role. It lives in its compacted topic, which all processes share; each
 * has all of it in memory.
 */
final class RoleSchemas {
  private RoleSchemas() {}

  /** With as many copies as the topic of the pipelines that has most. */
  static SchemaRegistry registry(RoleConfig config, MillSettings settings) {
    RegistrySettings usual = settings.registry().here();
    short copies = 1;
    for (var pipeline : config.mill().pipelines()) {
      for (var source : pipeline.sources()) {
        copies = (short) Math.max(copies, source.topics().replication());
      }
    }
    return SchemaRegistry.open(
        config.kafka(), usual.withTopic(usual.topic(), copies), new SecureRandom());
  }

  static SchemaWatch watch(
      RoleConfig config, DataFolder data, MillSettings settings, SchemaRegistry registry) {
    try {
      return SchemaWatch.start(
          config.mill().pipelines(),
          new SchemaWatch.Where(config.mill().folders(), data.schemas(), System.getenv()),
          registry,
          new SchemaWatch.Asked(
              settings.registry().elsewhere(), settings.process().schemaRefresh()),
          settings.validate(),
          pipeline -> {});
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }
}
