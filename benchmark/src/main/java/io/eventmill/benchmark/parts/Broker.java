package io.eventmill.benchmark.parts;

import io.eventmill.benchmark.race.Arena;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;

/** The broker that all contestants of a bench talk to, seen from outside. */
public final class Broker implements AutoCloseable {
  /** As many as the product's pipelines have by default. */
  public static final int PARTITIONS = 4;

  private static final Duration START_MAX = Duration.ofSeconds(90);

  private final Part part;
  private final KafkaAddress address;
  private final Topics topics;

  private Broker(Part part, KafkaAddress address) {
    this.part = part;
    this.address = address;
    this.topics = Topics.open(address);
  }

  public static Broker start(Arena arena) throws IOException, InterruptedException {
    arena.say("starting the broker");
    Part part =
        Part.start(
            "broker",
            arena.scratch().resolve("broker"),
            JavaProcess.command(
                JavaProcess.ours(),
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                BrokerProcess.class.getName(),
                arena.scratch().resolve("broker/log")));
    String at = part.awaitLine("broker ", START_MAX);
    return arena.with(new Broker(part, KafkaAddress.of(at)));
  }

  public KafkaAddress address() {
    return address;
  }

  public void make(String... names) {
    for (String name : names) {
      topics.ensure(TopicSettings.raw(name, PARTITIONS, (short) 1));
    }
  }

  /**
   * Makes a topic to collect into.
   *
   * @param onDisk whether a record is on disk before it is answered, as the product's are
   */
  public void makeRaw(String name, boolean onDisk) {
    TopicSettings topic = TopicSettings.raw(name, PARTITIONS, (short) 1);
    topics.ensure(onDisk ? topic.with("flush.messages", "1") : topic);
  }

  /** Makes room: the next round has topics of its own. */
  public void drop(String... names) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(ClientSettings.admin(address))) {
      admin.deleteTopics(List.of(names)).all().get();
    }
  }

  /** Records of a topic, asked again and again; counts a transaction's markers too, if any. */
  public LongSupplier count(String topic) {
    TopicState state = topics.describe(topic);
    return () -> Arrays.stream(topics.ends(state)).sum();
  }

  @Override
  public void close() throws InterruptedException {
    topics.close();
    part.close();
  }
}
