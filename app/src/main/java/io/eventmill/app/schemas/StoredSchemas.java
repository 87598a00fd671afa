package io.eventmill.app.schemas;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.RegistryUse;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.registry.client.SchemaAnswer;
import io.eventmill.registry.client.SchemaClientLimits;
import io.eventmill.steps.validate.SchemaSettings;
import java.nio.file.Path;

/**
 * A pipeline's schemas for who runs without a server: from a registry elsewhere as it answers now,
 * else those that the server over the same data folder has used last.
 */
public final class StoredSchemas {
  private StoredSchemas() {}

  /**
   * @param kept folder in which the server keeps what is known
   * @param folder where the pipeline's files lie
   * @param elsewhere how a registry elsewhere is asked
   * @throws io.eventmill.jobs.embedded.NotReadyException when one is not known and the pipeline's
   *     events shall wait for it
   */
  public static SchemaPins pins(
      Pipeline pipeline,
      Path kept,
      Path folder,
      SchemaSettings settings,
      SchemaClientLimits elsewhere) {
    RegistryUse use = pipeline.registry();
    Registry registry =
        use.url() == null ? new Stopped() : RemoteRegistry.of(use, System.getenv(), elsewhere);
    PipelineSchemas schemas =
        new PipelineSchemas(
            pipeline,
            folder,
            registry,
            new PinsFile(kept.resolve(pipeline.name() + ".json")),
            settings);
    if (!schemas.isEmpty()) {
      schemas.look();
    }
    return schemas.current();
  }

  /** The registry of a server: it lies in the server's log, which is the server's alone. */
  private record Stopped() implements Registry {
    private static final SchemaAnswer AWAY =
        new SchemaAnswer.Away("a batch uses the schemas that the server has used last");

    @Override
    public SchemaAnswer version(String subject, int version) {
      return AWAY;
    }

    @Override
    public SchemaAnswer keep(String subject, String text) {
      return AWAY;
    }

    /** As the server calls it, whose schemas these are. */
    @Override
    public String described() {
      return new EmbeddedRegistry(null).described();
    }
  }
}
