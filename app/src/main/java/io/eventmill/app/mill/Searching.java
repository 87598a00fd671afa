package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Stores;
import io.eventmill.store.EventStore;
import io.eventmill.store.PatientStore;
import io.eventmill.store.SearchStore;
import io.eventmill.store.opensearch.OpenSearchConfig;
import io.eventmill.store.opensearch.OpenSearchStore;
import java.util.List;
import java.util.Optional;

/**
 * The store of events: the embedded one, or an OpenSearch or Elasticsearch cluster, which may be
 * away without holding back anything else. Window counts stay in the embedded one.
 *
 * @param opensearch null where it is the embedded one
 */
record Searching(PatientStore<EventStore> embedded, PatientStore<SearchStore> opensearch)
    implements AutoCloseable {
  /**
   * @param asked {@code duckdb} or {@code opensearch}; null: as the pipeline files say
   * @throws UseException when the settings cannot be, or the pipelines want different stores
   */
  static Searching open(
      List<Pipeline> pipelines,
      String asked,
      OpenSearchSettings settings,
      PatientStore<EventStore> embedded) {
    Stores stores = stores(pipelines);
    String kind = asked == null ? stores.search() : asked;
    if (kind.equals("duckdb")) {
      return new Searching(embedded, null);
    }
    try {
      OpenSearchConfig cluster = settings.config(stores.opensearch(), System.getenv());
      return new Searching(
          embedded, PatientStore.open(SearchStore.class, () -> OpenSearchStore.open(cluster)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static Stores stores(List<Pipeline> pipelines) {
    Pipeline first = pipelines.get(0);
    for (Pipeline pipeline : pipelines) {
      boolean same =
          pipeline.stores().search().equals(first.stores().search())
              && pipeline.stores().opensearch().equals(first.stores().opensearch());
      if (!same) {
        throw new UseException(
            "pipelines "
                + first.name()
                + " and "
                + pipeline.name()
                + " name different stores of events; run them in servers of their own");
      }
    }
    return first.stores();
  }

  boolean isOpenSearch() {
    return opensearch != null;
  }

  SearchStore store() {
    return opensearch == null ? embedded.store() : opensearch.store();
  }

  /** Why nothing can be stored now. */
  Optional<String> problem() {
    return opensearch == null ? embedded.problem() : opensearch.problem().or(embedded::problem);
  }

  @Override
  public void close() {
    if (opensearch != null) {
      opensearch.close();
    }
  }
}
