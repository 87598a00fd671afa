package io.eventmill.benchmark.load;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.measure.DiskUse;
import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Measure;
import io.eventmill.benchmark.race.Trial;
import io.eventmill.store.SearchStore;
import java.nio.file.Path;

/** The product's loader and its embedded store. */
record IntoDuckDb(Freight freight) implements Contestant {
  @Override
  public String name() {
    return "eventmill";
  }

  @Override
  public String settings() {
    return "the loader and DuckDB in one process, defaults; rows and positions in one transaction;"
        + " -Xmx1g and 512 MB for DuckDB. Disk: the store's folder after it was closed";
  }

  @Override
  public Trial run(int round) throws Exception {
    Path folder = freight.folder();
    Path store = folder.resolve("store");
    try {
      Span span;
      try (Part loader = Loading.start(folder, LoaderProcess.class, freight, store)) {
        span = freight.clock(loader, Gauge.on(loader.process()));
      }
      double bytes = DiskUse.bytes(store);
      Checksum found;
      try (SearchStore opened = LoaderProcess.open(store.toString())) {
        found = StoreSum.of(opened.reader());
      }
      return Trial.of(freight.full(), span, found).with(Measure.DISK_BYTES, bytes / freight.all());
    } finally {
      DiskUse.delete(folder);
    }
  }
}
