package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Stores;
import io.eventmill.store.PatientStore;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.ResultStore;
import io.eventmill.store.postgres.PostgresConfig;
import io.eventmill.store.postgres.PostgresReferences;
import io.eventmill.store.postgres.PostgresStore;
import java.util.List;

/**
 * The store of attributed conversions and master data: the embedded one, or a PostgreSQL database,
 * which may be away without holding back anything else.
 *
 * @param postgres null where it is the embedded one
 * @param database null where it is the embedded one
 */
record Relational(ResultStore embedded, PatientStore<ResultStore> postgres, PostgresConfig database)
    implements AutoCloseable {
  /**
   * @param asked {@code duckdb} or {@code postgres}; null: as the pipeline files say
   * @throws UseException when the database refuses, or the pipelines want different ones
   */
  static Relational open(
      List<Pipeline> pipelines, String asked, PostgresSettings settings, ResultStore embedded) {
    Stores stores = stores(pipelines);
    String kind = asked == null ? stores.relational() : asked;
    if (kind.equals("duckdb")) {
      return new Relational(embedded, null, null);
    }
    try {
      PostgresConfig database = settings.config(stores.postgres());
      PatientStore<ResultStore> postgres =
          PatientStore.open(ResultStore.class, () -> PostgresStore.open(database));
      return new Relational(embedded, postgres, database);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UseException(e.getMessage());
    }
  }

  /** What the pipelines that attribute say; all of them the same. */
  private static Stores stores(List<Pipeline> pipelines) {
    Pipeline first = null;
    for (Pipeline pipeline : pipelines) {
      if (!pipeline.attributions().isEmpty()) {
        first = first == null ? pipeline : first;
        if (!first.stores().equals(pipeline.stores())) {
          throw new UseException(
              "pipelines "
                  + first.name()
                  + " and "
                  + pipeline.name()
                  + " name different relational stores; run them in servers of their own");
        }
      }
    }
    return (first == null ? pipelines.get(0) : first).stores();
  }

  boolean isPostgres() {
    return postgres != null;
  }

  ResultStore store() {
    return postgres == null ? embedded : postgres.store();
  }

  /**
   * @param here where it is the embedded one
   */
  ReferenceSource references(ReferenceSource here) {
    return postgres == null ? here : new PostgresReferences(database);
  }

  @Override
  public void close() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
