package io.eventmill.collect;

import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real log for tests: one broker for all of them, a topic for each. */
public final class TestLog {
  private static final AtomicInteger TOPICS = new AtomicInteger();
  private static EmbeddedBroker broker;

  private TestLog() {}

  /** A record of a raw topic, in the words of this project. */
  public record Raw(String key, byte[] json, long timestamp, Map<String, byte[]> headers) {
    public String text() {
      return new String(json, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      byte[] value = headers.get(name);
      return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    public String id() {
      return header(HeaderNames.ID);
    }

    public long received() {
      return ByteBuffer.wrap(headers.get(HeaderNames.RECEIVED)).getLong();
    }
  }

  public static synchronized KafkaAddress address() throws Exception {
    if (broker == null) {
      broker = EmbeddedBroker.start(Files.createTempDirectory("collect-log"), 0);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    }
    return KafkaAddress.of(broker.bootstrapServers());
  }

  public static String newTopic() throws Exception {
    return newTopic(address(), 2, 2 * 1024 * 1024);
  }

  public static String newTopic(KafkaAddress at, int partitions, int messageMax) throws Exception {
    String name = "raw-" + TOPICS.incrementAndGet();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", at.bootstrapServers()))) {
      NewTopic topic =
          new NewTopic(name, partitions, (short) 1)
              .configs(Map.of("max.message.bytes", Integer.toString(messageMax)));
      admin.createTopics(List.of(topic)).all().get();
    }
    return name;
  }

  public static void setMessageMax(String topic, int bytes) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var entry = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address().bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  static long count(String topic) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", address().bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(n -> n).sum();
    }
  }

  public static List<Raw> read(String topic) throws Exception {
    return read(address(), topic);
  }

  /** All that is on the topic now, partition by partition. */
  public static List<Raw> read(KafkaAddress at, String topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", at.bootstrapServers());
    List<Raw> all = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(500))) {
          Map<String, byte[]> headers = new HashMap<>();
          for (Header h : r.headers()) {
            headers.put(h.key(), h.value());
          }
          String key = new String(r.key(), StandardCharsets.UTF_8);
          all.add(new Raw(key, r.value(), r.timestamp(), headers));
        }
      }
    }
    return all;
  }
}
