package io.eventmill.app.mill;

import io.eventmill.app.metrics.LoadNumbers;
import io.eventmill.app.metrics.Numbers;
import io.eventmill.jobs.CountsJob;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.EventWriter;
import io.eventmill.topics.KafkaAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Counts that come and go while pipelines run. A new one begins at the start of what its sources'
 * topics hold, like one that was there from the start; one that is gone is counted no further, and
 * its rows stay in the store. The others go on from a point where all they have read is counted.
 */
final class RunningCounts implements AutoCloseable {
  private final KafkaAddress kafka;
  private final EmbeddedFlink flink;
  private final Supplier<EventWriter> writer;
  private final MillSettings settings;
  private final Numbers numbers;
  private final Set<String> loaded = new HashSet<>();
  private final List<Loader> loaders = new ArrayList<>();

  /**
   * @param started whose counts have a loader already
   * @param writer of the store that keeps counts
   * @param numbers told of the loaders
   */
  RunningCounts(
      MillConfig started,
      KafkaAddress kafka,
      EmbeddedFlink flink,
      Supplier<EventWriter> writer,
      MillSettings settings,
      Numbers numbers) {
    this.kafka = kafka;
    this.flink = flink;
    this.writer = writer;
    this.settings = settings;
    this.numbers = numbers;
    PipelineTopics.counts(started.pipelines()).forEach(topic -> loaded.add(topic.name()));
  }

  /**
   * Begins counting.
   *
   * @param newest the pipeline as it is when the job is submitted
   */
  void submit(Pipeline pipeline, Supplier<Pipeline> newest) {
    flink.submit(
        CountsJob.name(pipeline),
        (env, none) -> CountsJob.build(env, kafka, newest.get(), settings.process()));
  }

  /**
   * Lets the pipeline's jobs go on as the newest file says; the topics of new counts are there.
   *
   * @param newest the pipeline as it is when a job is submitted
   */
  synchronized void changed(Pipeline before, Pipeline next, Supplier<Pipeline> newest) {
    if (!before.counts().equals(next.counts())) {
      counts(before, next, newest);
    }
    flink.renew(EventsJob.name(next));
  }

  private void counts(Pipeline before, Pipeline next, Supplier<Pipeline> newest) {
    List<LoadedTopic> more =
        PipelineTopics.counts(List.of(next)).stream()
            .filter(topic -> loaded.add(topic.name()))
            .toList();
    if (!more.isEmpty()) {
      load(more);
    }
    if (before.counts().isEmpty()) {
      submit(next, newest);
    } else if (next.counts().isEmpty()) {
      flink.withdraw(CountsJob.name(next));
    } else {
      flink.renew(CountsJob.name(next));
    }
  }

  private void load(List<LoadedTopic> topics) {
    String name = "duckdb-counts-" + (loaders.size() + 1);
    EventWriter timed = LoadNumbers.timed(name, writer.get(), numbers);
    Loader loader = Loader.start(name, kafka, topics, timed, settings.load());
    LoadNumbers.tell(name, loader, numbers);
    loaders.add(loader);
  }

  /** How the loaders of new counts are doing. */
  synchronized List<Loader> loaders() {
    return List.copyOf(loaders);
  }

  @Override
  public synchronized void close() throws Exception {
    for (Loader loader : loaders) {
      loader.close();
    }
  }
}
