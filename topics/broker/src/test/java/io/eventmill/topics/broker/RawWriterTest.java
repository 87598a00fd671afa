package io.eventmill.topics.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.RawEvent;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawHeaders;
import io.eventmill.topics.RawWriter;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawWriterTest {
  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;
  private static RawWriter writer;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir, 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    writer = RawWriter.open(kafka);
  }

  @AfterAll
  static void stop() {
    writer.close();
    broker.close();
  }

  @Test
  void putsTheBytesAndWhatOnlyTheRequestKnowsOnTheTopic() throws Exception {
    make(TopicSettings.raw("all", 3, (short) 1));
    byte[] json = "{\"a\": 1 }".getBytes(UTF_8);

    write("all", List.of(new RawEvent("e-1", "web", "user-1", 123, json, "::1", "curl/8")));

    var record = Log.read(kafka, "all").get(0);
    assertThat(record.value()).isEqualTo(json);
    assertThat(record.key()).isEqualTo("user-1".getBytes(UTF_8));
    assertThat(record.timestamp()).isEqualTo(123);
    assertThat(RawHeaders.of(record).id()).isEqualTo("e-1");
    assertThat(RawHeaders.of(record).receivedMillis()).isEqualTo(123);
    assertThat(header(record, HeaderNames.SOURCE)).isEqualTo("web");
    assertThat(header(record, HeaderNames.IP)).isEqualTo("::1");
    assertThat(header(record, HeaderNames.USER_AGENT)).isEqualTo("curl/8");
  }

  @Test
  void writesEventsOfOneKeyToOnePartitionInOrder() throws Exception {
    make(TopicSettings.raw("ordered", 3, (short) 1));
    List<RawEvent> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(event("key-" + i % 5, Integer.toString(i).getBytes(UTF_8)));
    }

    write("ordered", events);

    var records = Log.read(kafka, "ordered");
    assertThat(records).hasSize(3_000);
    for (int key = 0; key < 5; key++) {
      byte[] bytes = ("key-" + key).getBytes(UTF_8);
      var ofKey = records.stream().filter(r -> java.util.Arrays.equals(r.key(), bytes)).toList();
      assertThat(ofKey).extracting(r -> r.partition()).containsOnly(ofKey.get(0).partition());
      assertThat(ofKey)
          .extracting(r -> Integer.parseInt(new String(r.value(), UTF_8)))
          .isSorted()
          .hasSize(600);
    }
  }

  @Test
  void failsTheWholeBatchWhenOneEventIsRefused() throws Exception {
    make(TopicSettings.raw("small", 1, (short) 1).with("max.message.bytes", "1000"));

    assertThatThrownBy(
            () -> write("small", List.of(event("a", new byte[1]), event("b", new byte[2_000]))))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("larger than the max message size");
  }

  @Test
  void refusesABatchForATopicItDoesNotKnow() {
    assertThatThrownBy(() -> write("missing", List.of(event("k", new byte[1]))))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void isDoneAtOnceWithNothingToWrite() throws Exception {
    write("missing", List.of());
  }

  private static void make(TopicSettings topic) throws InterruptedException {
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(topic);
    }
    while (!writer.knows(topic.name())) {
      Thread.sleep(10);
    }
  }

  private static void write(String topic, List<RawEvent> events) throws Exception {
    writer.write(topic, events).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static RawEvent event(String key, byte[] json) {
    return new RawEvent("id", "web", key, 1, json, null, null);
  }

  private static String header(
      org.apache.kafka.clients.consumer.ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
