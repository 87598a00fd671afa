package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready pipeline clickstream, as its clients and the readers of its topics know it. */
class ClickstreamIT {
  private static final String RAW = "acme.clickstream.raw.events";
  private static final String LATEST = "acme.clickstream.latest.events";
  private static final String FAILED = "acme.clickstream.failed.events";
  private static final Path PIPELINE = RunningMill.ROOT.resolve("pipelines/clickstream");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path data;

  @Test
  void takesArraysMarksEventsAndRefusesWhatIsNotRight() throws Exception {
    Instant before = Instant.now().minusMillis(1);
    try (RunningMill mill = RunningMill.start(data, "run", PIPELINE.toString())) {
      String three =
          """
          [{"id":7,"type":"click","event":{"timestamp":"2024-05-01T10:00:00Z","page":"/p/1","product":42,"position":3}},
           {"id":8,"type":"search","event":{"timestamp":"this morning","query":"shoes"}},
           {"id":9,"type":"click","event":{}}]""";
      assertThat(collect(mill, three))
          .isEqualTo("200 {\"message\":\"Events received successfully\"}");
      refusals(mill);
      assertThat(read(mill, RAW, 3)).hasSize(3);

      List<ConsumerRecord<byte[], byte[]>> latest = read(mill, LATEST, 3);
      assertThat(latest).extracting(r -> new String(r.key(), UTF_8)).containsExactly("7", "8", "9");
      for (ConsumerRecord<byte[], byte[]> record : latest) {
        JsonNode event = JSON.readTree(record.value());
        assertThat(event.get("correlation_id")).isEqualTo(event.get("id"));
        assertThat(Instant.parse(event.get("ingestion_timestamp").asText()))
            .isBetween(before, Instant.now());
        JsonNode schema = mill.json("/schemas/ids/" + event.get("schema_id").asInt());
        assertThat(schema.get("schema").asText()).contains("An event of the clickstream");
      }
      assertThat(new String(latest.get(2).value(), UTF_8))
          .startsWith("{\"id\":9,\"type\":\"click\",\"event\":{},");
      assertThat(JSON.readTree(latest.get(0).value()).at("/event/product").asInt()).isEqualTo(42);

      whatOthersPutOnTheRawTopic(mill);
    }
  }

  private static void refusals(RunningMill mill) throws Exception {
    String good = "{\"id\":1,\"type\":\"a\",\"event\":{}}";
    Map<String, String> wrong =
        Map.of(
            "[" + good + ",{\"id\":2,\"event\":{}}]",
            "[\"body\",1,\"type\"]",
            "[{\"type\":\"a\",\"event\":{}}]",
            "[\"body\",0,\"id\"]",
            "[{\"id\":1,\"type\":\"a\"}]",
            "[\"body\",0,\"event\"]",
            "[{\"id\":\"one\",\"type\":\"a\",\"event\":{}}]",
            "[\"body\",0,\"id\"]",
            "[{\"id\":1,\"type\":5,\"event\":{}}]",
            "[\"body\",0,\"type\"]",
            "[{\"id\":1,\"type\":\"a\",\"event\":[]}]",
            "[\"body\",0,\"event\"]",
            "[{\"id\":1,\"type\":\"a\",\"event\":{\"product\":\"x\"}}]",
            "[\"body\",0,\"event\",\"product\"]",
            good,
            "[\"body\"]",
            "[" + good,
            "[\"body\"]");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      String answer = collect(mill, one.getKey());
      assertThat(answer).as(one.getKey()).startsWith("422 {\"detail\":[");
      JsonNode detail = JSON.readTree(answer.substring(4)).at("/detail/0");
      assertThat(detail.get("loc")).as(answer).isEqualTo(JSON.readTree(one.getValue()));
      assertThat(detail.get("msg").asText()).isNotBlank();
    }
    assertThat(
            JSON.readTree(collect(mill, "[{\"id\":1,\"event\":{}}]").substring(4))
                .at("/detail/0/type"))
        .hasToString("\"value_error.missing\"");
  }

  /** Nobody at the door to refuse it: it is told with its reason, and the stream goes on. */
  private static void whatOthersPutOnTheRawTopic(RunningMill mill) throws Exception {
    OtherProducer other = new OtherProducer(RAW);
    other.put("not json".getBytes(UTF_8));
    other.put("{\"id\":20,\"type\":\"a\",\"event\":{\"position\":\"first\"}}".getBytes(UTF_8));
    other.put("{\"id\":21,\"type\":\"a\",\"event\":{}}".getBytes(UTF_8));
    other.send(mill.bootstrapServers());

    List<ConsumerRecord<byte[], byte[]>> failed = read(mill, FAILED, 2);
    assertThat(JSON.readTree(failed.get(0).value()).get("reason").asText()).isEqualTo("NOT_JSON");
    JsonNode second = JSON.readTree(failed.get(1).value());
    assertThat(second.get("reason").asText()).isEqualTo("SCHEMA_VIOLATION");
    assertThat(second.get("pointer").asText()).isEqualTo("/event/position");
    ConsumerRecord<byte[], byte[]> last = read(mill, LATEST, 4).get(3);
    assertThat(new String(last.key(), UTF_8)).isEqualTo("21");
    assertThat(JSON.readTree(last.value()).get("correlation_id").asInt()).isEqualTo(21);
  }

  /** Killed in the middle of it: all that was acknowledged is on the latest topic, marked. */
  @Test
  void nothingIsMissingAfterAKill() throws Exception {
    TreeSet<Integer> sent = new TreeSet<>();
    try (RunningMill mill = RunningMill.start(data, "run", PIPELINE.toString())) {
      for (int i = 0; i < 40; i++) {
        StringBuilder array = new StringBuilder();
        for (int j = 0; j < 50; j++) {
          int id = i * 50 + j;
          array.append(j == 0 ? "[" : ",");
          array.append("{\"id\":").append(id).append(",\"type\":\"a\",\"event\":{}}");
          sent.add(id);
        }
        assertThat(collect(mill, array + "]")).startsWith("200");
      }
      mill.kill();
    }
    try (RunningMill mill = RunningMill.start(data, "run", PIPELINE.toString())) {
      TreeSet<Integer> found = new TreeSet<>();
      RunningMill.until(
          Duration.ofSeconds(60),
          "all events on " + LATEST,
          () -> {
            read(mill, LATEST, 1).forEach(r -> found.add(correlationId(r.value())));
            return found.size() >= sent.size();
          });
      assertThat(found).isEqualTo(sent);
      mill.untilCount("", sent.size());
    }
  }

  private static int correlationId(byte[] event) {
    try {
      return JSON.readTree(event).get("correlation_id").asInt();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String collect(RunningMill mill, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(mill.url("/collect"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  /** All records of a topic, as soon as there are so many. */
  private static List<ConsumerRecord<byte[], byte[]>> read(RunningMill mill, String topic, int n) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
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
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
