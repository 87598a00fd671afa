package io.eventmill.benchmark.load;

import io.eventmill.load.LoadConfig;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.store.EventStore;
import io.eventmill.store.EventWriter;
import io.eventmill.store.SearchStore;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.store.opensearch.OpenSearchConfig;
import io.eventmill.store.opensearch.OpenSearchStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The product's loader and one of its stores, with their defaults. */
public final class LoaderProcess {
  static final String PREFIX = "bench-";

  private LoaderProcess() {}

  /** Arguments: those of a stretch; a place with {@code http} is an OpenSearch node. */
  public static void main(String[] args) throws Exception {
    Stretch stretch = Stretch.parse(args);
    SearchStore store = open(stretch.place());
    Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    stretch.run((topic, events) -> load(stretch, store.writer(), topic, events));
    Thread.currentThread().join(); // until it has been looked at
  }

  static SearchStore open(String place) {
    return place.startsWith("http")
        ? OpenSearchStore.open(OpenSearchConfig.of(place, PREFIX))
        : embedded(Path.of(place));
  }

  private static EventStore embedded(Path folder) {
    return DuckDbStore.open(DuckDbConfig.in(folder));
  }

  private static void load(Stretch stretch, EventWriter writer, String topic, long events)
      throws InterruptedException {
    List<LoadedTopic> topics = List.of(LoadedTopic.enriched(topic));
    try (Loader loader =
        Loader.start("bench", stretch.kafka(), topics, writer, LoadConfig.defaults())) {
      while (loader.state().events() < events) {
        TimeUnit.MILLISECONDS.sleep(2); // between two looks
      }
    }
  }
}
