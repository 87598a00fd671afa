package io.eventmill.app.batch;

import io.eventmill.app.mill.BatchSettings;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.EventWriter;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.store.opensearch.OpenSearchConfig;
import io.eventmill.store.opensearch.OpenSearchStore;
import io.eventmill.store.postgres.PostgresBeside;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a batch writes to: a file of its own, and beside what a server writes, indices and a schema
 * of its own. What it wrote there before under the same name goes: from PostgreSQL when the new one
 * is whole, from OpenSearch before.
 */
final class BatchOutput implements AutoCloseable {
  private final DuckDbStore file;
  private final List<String> places = new ArrayList<>();
  private OpenSearchStore search;
  private PostgresBeside relational;
  private BesideWriter writer;

  private BatchOutput(DuckDbStore file) {
    this.file = file;
  }

  /**
   * @throws UseException when a store cannot be used
   */
  static BatchOutput open(
      Pipeline pipeline, BatchSettings settings, BatchFolder folder, Into into) {
    BatchOutput output = new BatchOutput(DuckDbStore.open(settings.store(folder.newStore())));
    try {
      output.beside(pipeline, settings, folder.name(), into);
      return output;
    } catch (IllegalArgumentException | IllegalStateException | StoreUnavailableException e) {
      try (output) {
        throw new UseException(e.getMessage());
      }
    }
  }

  private void beside(Pipeline pipeline, BatchSettings settings, String name, Into into) {
    if (into.postgres()) {
      String schema = BatchSettings.schema(name);
      relational = PostgresBeside.open(settings.postgres(pipeline), schema);
      places.add("PostgreSQL, schema " + schema);
    }
    if (into.opensearch()) {
      OpenSearchConfig config = settings.opensearch(pipeline, name);
      OpenSearchStore.remove(config);
      search = OpenSearchStore.open(config);
      places.add("OpenSearch, indices " + config.prefix() + "*");
    }
    writer =
        new BesideWriter(
            file.writer(),
            search == null ? null : search.writer(),
            relational == null ? null : relational.writer());
  }

  EventWriter writer() {
    return writer;
  }

  /** Rows that one of the stores beside can never take. */
  long refused() {
    return writer.refused();
  }

  /** Where else it is, for people. */
  List<String> places() {
    return List.copyOf(places);
  }

  /** All is written. */
  void finish() {
    if (relational != null) {
      relational.show();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } finally {
      try {
        if (search != null) {
          search.close();
        }
      } finally {
        if (relational != null) {
          relational.close();
        }
      }
    }
  }
}
