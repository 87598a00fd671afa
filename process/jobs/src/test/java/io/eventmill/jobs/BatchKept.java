package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.jobs.embedded.BatchFlink;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.LocalWriter;
import io.eventmill.store.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a batch has written. */
final class BatchKept implements EventWriter {
  final BatchStored stored = new BatchStored();
  final List<String> messages = new ArrayList<>();
  int rowsMost;
  long bytesMost;

  /**
   * Runs the traffic's pipeline over files.
   *
   * @param scratch a folder of its own
   * @param fileSystems as the process has them
   * @return what it has added up
   */
  Map<String, Long> run(
      List<HistoryFile> files,
      boolean processed,
      JobsConfig config,
      Path scratch,
      Map<String, String> fileSystems)
      throws Exception {
    LocalWriter store = new LocalWriter("test");
    try (var registered = LocalWriter.register(store.name(), this);
        BatchFlink flink =
            BatchFlink.start(scratch, config.parallelism(), config.batchMemory(), fileSystems)) {
      EventRules rules = QuickJobs.rules(BatchTraffic.YAML, SchemaPins.none());
      var work = new BatchJob.Work(files, processed, store, null);
      return flink.run(
          "batch",
          env -> BatchJob.build(env, rules, work, config),
          sums -> assertThat(sums).isNotNull());
    }
  }

  @Override
  public Map<Integer, Position> positions(String topic) {
    return Map.of();
  }

  @Override
  public void write(Batch batch) {
    batch.events().forEach(stored::add);
    batch.failed().forEach(stored::add);
    batch.dropped().forEach(stored::add);
    batch.rows().forEach(stored::add);
    batch.failed().forEach(f -> messages.add(f.message()));
    int rows =
        batch.events().size()
            + batch.failed().size()
            + batch.dropped().size()
            + batch.rows().size();
    rowsMost = Math.max(rowsMost, rows);
    long bytes =
        batch.events().stream().mapToLong(e -> e.json().length).sum()
            + batch.failed().stream().mapToLong(e -> e.body().length).sum()
            + batch.rows().stream().mapToLong(r -> r.json().length).sum();
    bytesMost = Math.max(bytesMost, bytes);
  }
}
