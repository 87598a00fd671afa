package io.eventmill.app.mill;

import io.eventmill.jobs.JobsConfig;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.StageSettings;
import io.eventmill.pipeline.Stores;
import io.eventmill.registry.client.SchemaClientLimits;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.opensearch.OpenSearchConfig;
import io.eventmill.store.postgres.PostgresConfig;
import io.eventmill.store.postgres.PostgresReferences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * What a batch takes over from a server over the same data folder: where things lie, and how they
 * are set. It holds nothing, so that the server may run meanwhile.
 *
 * @param folder of the pipeline's file
 */
public record BatchSettings(Path data, Path folder, MillSettings settings) {
  /**
   * @param set each {@code stage.setting=value}
   */
  public static BatchSettings of(Path data, Path folder, List<String> set) {
    Path root = data.toAbsolutePath().normalize();
    MillSettings settings = MillSettings.defaults(root.resolve("store"), root.resolve("spool"));
    for (String assignment : set) {
      settings = settings.with(assignment);
    }
    return new BatchSettings(root, folder, settings);
  }

  public JobsConfig process() {
    return settings.process();
  }

  public SchemaSettings validate() {
    return settings.validate();
  }

  public SchemaClientLimits registryElsewhere() {
    return settings.registry().elsewhere();
  }

  /** DuckDB's settings, for a store of this folder. */
  public DuckDbConfig store(Path storeFolder) {
    return StageSettings.with(settings.store(), "store", "folder", storeFolder.toString());
  }

  /** Where the server has its store. */
  public Path liveStore() {
    return settings.store().folder();
  }

  public Path schemaFolder() {
    return data.resolve("schemas");
  }

  /** The address of a lake that the pipeline file names so. */
  public String lake(String to) {
    return DataFolder.lake(data, to).toString();
  }

  public Map<String, String> s3FileSystem() {
    return settings.s3().fileSystem(System.getenv());
  }

  /**
   * The cluster that the pipeline names, with indices for a batch beside those of a server.
   *
   * @throws IllegalArgumentException when it cannot be; says what would be right
   */
  public OpenSearchConfig opensearch(Pipeline pipeline, String batch) {
    OpenSearchConfig live =
        settings.opensearch().config(pipeline.stores().opensearch(), System.getenv());
    return live.withPrefix(live.prefix() + "batch-" + plain(batch) + "-");
  }

  /**
   * The database that the pipeline names.
   *
   * @throws IllegalArgumentException when it cannot be; says what would be right
   */
  public PostgresConfig postgres(Pipeline pipeline) {
    return settings.postgres().config(pipeline.stores().postgres());
  }

  /** A schema for a batch, beside those of a server. */
  public static String schema(String batch) {
    return "eventmill_batch_" + plain(batch);
  }

  /** Of a-z, 0-9 and _, at most 40; no two names share it. */
  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    if (plain.equals(name) && plain.length() <= 40) {
      return plain;
    }
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return plain.substring(0, Math.min(31, plain.length()))
        + "_"
        + "%08x".formatted(sum.getValue());
  }

  /** Where master data lie; null when that is the server's own store. */
  public ReferenceSource database(Pipeline pipeline) {
    Stores stores = pipeline.stores();
    try {
      return stores.relational().equals("postgres")
          ? new PostgresReferences(settings.postgres().config(stores.postgres()))
          : null;
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }
}
