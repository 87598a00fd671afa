package io.eventmill.jobs;

import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Broker, Flink and the events job of one source {@code web} over one folder. */
record Mill(EmbeddedBroker broker, EmbeddedFlink flink, Log log) implements AutoCloseable {
  static final String JOB = "events-mill";

  static Mill start(Path dir, int partitions) {
    var rules = QuickJobs.rules(RawTraffic.yaml("mill", "web"), SchemaPins.none());
    return start(dir, partitions, () -> rules);
  }

  static Mill start(Path dir, int partitions, Supplier<EventRules> rules) {
    EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 2, 3));
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    Log log = new Log(kafka);
    log.makeTopics("web", partitions);
    flink.submit(JOB, new EventsWiring(kafka, rules, QuickJobs.CONFIG));
    return new Mill(broker, flink, log);
  }

  static Path checkpoints(Path dir) {
    return dir.resolve("flink/checkpoints").resolve(JOB);
  }

  JobState state() {
    return flink.states().get(0);
  }

  JobState awaitState(Predicate<JobState> wanted) throws InterruptedException {
    long giveUp = System.nanoTime() + Duration.ofSeconds(180).toNanos();
    while (!wanted.test(state())) {
      if (System.nanoTime() > giveUp) {
        throw new AssertionError("after 180 s the job is " + state());
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
