package io.eventmill.benchmark.load;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.DiskUse;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.SearchIndex;
import io.eventmill.benchmark.parts.SearchNode;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;
import io.eventmill.store.SearchStore;
import java.nio.file.Path;

/** OpenSearch, filled by a plain program or by the product's own loader. */
record IntoOpenSearch(Freight freight, boolean plain) implements Contestant {
  static final String PLAIN = "opensearch _bulk";

  @Override
  public String name() {
    return plain ? PLAIN : "eventmill on opensearch";
  }

  @Override
  public String settings() {
    String who =
        plain
            ? "a plain consumer, bodies of 5 MB, one under way for each core, ids made by the"
                + " index; "
                + SearchIndex.SETTINGS
            : "the product's loader with its OpenSearch store, defaults: rows once, also after a"
                + " crash";
    return who + "; " + SearchNode.SETTINGS + "; CPU and memory of both processes";
  }

  @Override
  public void prepare() throws Exception {
    SearchNode.prepare(freight.arena().home());
  }

  @Override
  public Trial run(int round) throws Exception {
    Path folder = freight.folder();
    try (SearchNode node = SearchNode.start(freight.arena().home(), folder)) {
      return plain ? plain(node, folder) : ours(node, folder);
    } finally {
      DiskUse.delete(folder);
    }
  }

  private Trial plain(SearchNode node, Path folder) throws Exception {
    SearchIndex index = SearchIndex.make(node);
    Span span = clock(node, folder, BulkProcess.class, index.url());
    return trial(node, span, index.sum());
  }

  private Trial ours(SearchNode node, Path folder) throws Exception {
    Span span = clock(node, folder, LoaderProcess.class, node.url());
    try (SearchStore store = LoaderProcess.open(node.url())) {
      return trial(node, span, StoreSum.of(store.reader()));
    }
  }

  private Span clock(SearchNode node, Path folder, Class<?> main, String place) throws Exception {
    try (Part loader = Loading.start(folder, main, freight, place)) {
      return freight.clock(loader, Gauge.on(loader.process(), node.process()));
    }
  }

  private Trial trial(SearchNode node, Span span, Checksum found) throws Exception {
    node.ask(
        "POST",
        "/_flush?force=true",
        (String) null); // its log goes into the index, as DuckDB's does
    return Trial.of(freight.full(), span, found)
        .with(Measure.DISK_BYTES, (double) DiskUse.bytes(node.folder()) / freight.all());
  }
}
