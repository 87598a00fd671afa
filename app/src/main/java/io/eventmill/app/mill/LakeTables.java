package io.eventmill.app.mill;

import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.duckdb.LakeTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The archives of pipelines as tables: {@code lake.PIPELINE_ARCHIVE}, with _ for what is no letter.
 */
final class LakeTables {
  private LakeTables() {}

  static List<LakeTable> of(List<Pipeline> pipelines, DataFolder data) {
    List<LakeTable> tables = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Pipeline pipeline : pipelines) {
      for (Archive archive : pipeline.archives()) {
        String name = (pipeline.name() + "_" + archive.name()).replaceAll("[^A-Za-z0-9_]", "_");
        if (names.add(name.toLowerCase(Locale.ROOT))) {
          tables.add(new LakeTable(name, data.lake(archive.to()), archive.sources()));
        }
      }
    }
    return tables;
  }
}
