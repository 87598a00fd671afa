package io.eventmill.jobs;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** Broker, Flink and the events job of one source {@code web} over one folder. */
record Mill(EmbeddedBroker broker, EmbeddedFlink flink, Log log) implements AutoCloseable {
  private static final JobsConfig CONFIG =
      new JobsConfig(Duration.ofMillis(200), 2, 3, Duration.ofMillis(100), 100_000);

  static Mill start(Path dir, int partitions) {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 2, 3));
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    Log log = new Log(kafka);
    log.makeTopics("web", partitions);
    Pipeline pipeline = PipelineFile.parse(RawTraffic.yaml("mill", "web")).pipeline();
    flink.submit(EventsJob.name(pipeline), env -> EventsJob.build(env, kafka, pipeline, CONFIG));
    return new Mill(broker, flink, log);
  }

  static Path checkpoints(Path dir) {
    return dir.resolve("flink/checkpoints/events-mill");
  }

  JobState state() {
    return flink.states().get(0);
  }

  JobState awaitState(Predicate<JobState> wanted) throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wanted.test(state())) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("after 60 s the job is " + state());
      }
      Thread.sleep(20);
    }
    return state();
  }

  @Override
  public void close() {
    flink.close();
    broker.close();
  }
}
