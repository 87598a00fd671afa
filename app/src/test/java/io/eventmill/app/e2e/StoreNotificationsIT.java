package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready pipeline store-notifications: what is processed, what is kept, and where. */
class StoreNotificationsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 40;

  @TempDir private Path data;

  @Test
  void warningsAndErrorsAreProcessedAndAllIsArchived() throws Exception {
    String pipeline = RunningMill.ROOT.resolve("pipelines/store-notifications").toString();
    try (RunningMill mill = RunningMill.start(data, "run", pipeline)) {
      Cli sent =
          Cli.run(
              "simulate",
              "store",
              "-tc",
              "7",
              "-ec",
              EVENTS + "",
              "--seed",
              "4",
              "--pause-min",
              "0s",
              "--pause-max",
              "100ms",
              "--data",
              data.toString());
      assertThat(sent.output()).contains("40 events made, 40 kept by the server, 0 refused");

      List<String> raw = read(mill, "raw_events", EVENTS);
      assertThat(raw).hasSize(EVENTS);
      List<String> processed =
          raw.stream().filter(e -> !e.contains("\"event_status\":\"info\"")).toList();
      List<String> errors =
          raw.stream().filter(e -> e.contains("\"event_status\":\"error\"")).toList();
      assertThat(processed.size()).isBetween(10, EVENTS - 5);
      assertThat(errors.size()).isBetween(3, processed.size() - 3);
      assertThat(read(mill, "processed_events", processed.size())).isEqualTo(processed);
      assertThat(read(mill, "error_events", errors.size())).isEqualTo(errors);
      mill.untilCount("?source=store", processed.size());

      JsonNode one = mill.json("/api/events?source=store&limit=1").at("/events/0/event");
      assertThat(one.fieldNames())
          .toIterable()
          .containsExactly("deviceid", "timestamp", "event_type", "event_status");
      RunningMill.until(
          Duration.ofSeconds(60),
          "what was left out to be accounted for",
          () -> filtered(mill) == EVENTS - processed.size());

      assertThat(mill.interrupt()).isIn(0, 130); // a clean stop closes all files
      archived(raw);
    }
  }

  /** Every raw record once, three in a file at most, its name saying which offsets. */
  private void archived(List<String> raw) throws Exception {
    Map<Long, JsonNode> byOffset = new TreeMap<>();
    try (Stream<Path> all = Files.walk(data.resolve("lake/store"))) {
      for (Path file : all.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSizeBetween(1, 3);
        for (String line : lines) {
          JsonNode row = JSON.readTree(line);
          assertThat(byOffset.put(row.get("offset").asLong(), row)).as(line).isNull();
        }
        long first = JSON.readTree(lines.get(0)).get("offset").asLong();
        assertThat(file.getFileName().toString())
            .startsWith("raw_events-p0-%010d-%010d-".formatted(first, first + lines.size() - 1));
      }
    }
    assertThat(byOffset.values().stream().map(row -> row.get("event")))
        .isEqualTo(raw.stream().map(StoreNotificationsIT::json).toList());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long filtered(RunningMill mill) {
    try {
      return mill.json("/api/audit").at("/total/filtered").asLong();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values on the topic's one partition, as soon as there are so many. */
  private static List<String> read(RunningMill mill, String topic, int n) {
    List<String> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", mill.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      RunningMill.until(
          Duration.ofSeconds(60),
          n + " records on " + topic,
          () -> consumer.endOffsets(List.of(partition)).get(partition) >= n);
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(r -> values.add(new String(r.value(), UTF_8)));
      }
    }
    return values;
  }
}
