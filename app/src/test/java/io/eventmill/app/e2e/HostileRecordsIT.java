package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.fuzz.Generated;
import io.eventmill.app.fuzz.StrictJson;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that others put on a raw topic: one event or one failed event each, with its bytes. */
class HostileRecordsIT {
  private static final String GOOD =
      "{\"event_type\":\"t\",\"event_timestamp\":\"2026-11-20T10:00:00Z\",\"v\":1}";

  /** What is kept of a record that is larger than the topic takes when it is not compressed. */
  private static final int KEPT_OF_TOO_LARGE = 64 * 1024;

  @TempDir private Path data;

  @Test
  void eachBecomesOneEventOrOneFailedEventAndTheStreamGoesOn() throws Exception {
    OtherProducer producer = new OtherProducer("raw-hostile");
    oddValues(producer);
    oddHeaders(producer);
    oddTimes(producer);
    Path pipeline = HostilePipeline.in(data);
    Map<String, byte[]> sent;
    try (RunningMill mill = RunningMill.start(data, "run", pipeline.toString())) {
      sent = producer.send(mill.bootstrapServers());

      RunningMill.until(
          Duration.ofSeconds(90),
          sent.size() + " records to be stored or failed",
          () -> mill.count("") + mill.failedCount() >= sent.size());
      mill.aGoodEventStillPasses("hostile");

      everyAnswerCanBeRead(mill);
      assertThat(hasRestarted(mill)).isFalse();
      mill.requireNothingBrokeInside();
      mill.interrupt();
    }
    eachIsThereOnce(sent);
  }

  private static void oddValues(OtherProducer producer) throws Exception {
    try (Stream<Path> files = Files.list(SharedFile.of("JSONTestSuite/test_parsing")).sorted()) {
      for (Path file : files.toList()) {
        producer.put(Files.readAllBytes(file));
      }
    }
    long seed = Generated.seed();
    for (byte[] value : Generated.inputs(1_000, seed)) {
      producer.put(value);
    }
    byte[] noise = new byte[100_000];
    new Random(seed).nextBytes(noise);
    producer.put(noise);
    producer.put(null);
    producer.put(new byte[0]);
    producer.put(null, noise, null);
    producer.put(null, new byte[0], GOOD.getBytes(UTF_8));
    producer.put(null, new byte[1 << 20], GOOD.getBytes(UTF_8));
    producer.put((GOOD + " ".repeat(5 << 20)).getBytes(UTF_8));
    producer.put("[".repeat(100_000).getBytes(UTF_8));
    producer.put("{\"a\":".repeat(100_000).getBytes(UTF_8));
    producer.put(new byte[4 << 20]); // six times as large when it is written as text
    producer.put(" ".repeat(20 << 20).getBytes(UTF_8)); // small enough when it is compressed
    producer.put(GOOD.replace("1}", "1" + "0".repeat(1 << 20) + "}").getBytes(UTF_8));
  }

  private static void oddHeaders(OtherProducer producer) {
    byte[] good = GOOD.getBytes(UTF_8);
    byte[] megabyte = "i".repeat(1 << 20).getBytes(UTF_8);
    byte[] binary = "\u00ff\u00fe\u0000\u00c0\u0080".getBytes(ISO_8859_1);
    for (String name :
        List.of(
            "em-id",
            "em-source",
            "em-received",
            "em-origin",
            "em-type",
            "em-time",
            "em-spool",
            "em-ip",
            "em-user-agent",
            "em-replay",
            "em-attempt",
            "em-dropped",
            "",
            "\u00fc\ud83d\ude00")) {
      for (byte[] value :
          Arrays.asList(
              null, new byte[0], binary, megabyte, "checkout".getBytes(UTF_8), new byte[28])) {
        producer.put(good).add(name, value);
        producer.put(binary).add(name, value);
      }
    }
    for (String received : List.of("-1", "1763632800000", "9".repeat(18), "9".repeat(30), "1e3")) {
      producer.put(good).add("em-received", received.getBytes(UTF_8));
    }
    for (long received : new long[] {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62}) {
      producer.put(good).add("em-received", ByteBuffer.allocate(8).putLong(received).array());
    }
    producer.put(good).add("em-id", "first".getBytes(UTF_8)).add("em-id", binary);
    var many = producer.put(good);
    for (int i = 0; i < 10_000; i++) {
      many.add("em-id", ("again" + i).getBytes(UTF_8));
    }
  }

  private static void oddTimes(OtherProducer producer) {
    long now = System.currentTimeMillis();
    long year = 366L * 24 * 60 * 60 * 1000;
    for (long time :
        new long[] {0, 1, now - year, now + 7_200_000, now + year, 1L << 50, Long.MAX_VALUE}) {
      producer.put(time, null, GOOD.getBytes(UTF_8));
      producer.put(time, null, "broken".getBytes(UTF_8));
    }
  }

  private static void everyAnswerCanBeRead(RunningMill mill) throws Exception {
    for (String path :
        List.of("/api/events?limit=2000", "/api/failed?limit=200", "/api/events/top?field=v")) {
      HttpResponse<String> answer = mill.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(StrictJson.isOneValue(answer.body())).as(path).isTrue();
    }
    assertThat(mill.get("/api/events", "Accept", "text/csv").statusCode()).isEqualTo(200);
  }

  /** Whether Flink had to begin again. */
  private static boolean hasRestarted(RunningMill mill) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode jobs = json.readTree(URI.create(mill.flinkUrl() + "/jobs").toURL());
    String id = jobs.get("jobs").get(0).get("id").asText();
    JsonNode job = json.readTree(URI.create(mill.flinkUrl() + "/jobs/" + id).toURL());
    return jobs.get("jobs").size() > 1 || job.at("/timestamps/RESTARTING").asLong(-1) != 0;
  }

  private void eachIsThereOnce(Map<String, byte[]> sent) throws Exception {
    Map<String, Integer> found = new HashMap<>();
    int events = 0;
    try (StoreFile store = StoreFile.of(data)) {
      String place = "SELECT origin_partition || '/' || origin_offset, ";
      for (Object[] row : store.rows(place + "json FROM events WHERE type <> 'good'")) {
        found.merge((String) row[0], 1, Integer::sum);
        String before = new String(sent.get((String) row[0]), UTF_8);
        String stored = (String) row[1];
        int brace = before.lastIndexOf('}');
        // Nothing is added where the fields that enrichments read are not there.
        boolean kept = before.contains("utm_source") || before.contains("user_custom_id");
        assertThat(kept || stored.equals(before) || stored.startsWith(before.substring(0, brace)))
            .as(row[0] + ": " + before.substring(0, Math.min(300, before.length())))
            .isTrue();
        events++;
      }
      for (Object[] row : store.rows(place + "body, reason FROM failed")) {
        found.merge((String) row[0], 1, Integer::sum);
        byte[] value = sent.get((String) row[0]);
        byte[] before = value == null ? new byte[0] : value;
        int kept = row[2].equals("TOO_LARGE") ? KEPT_OF_TOO_LARGE : before.length;
        byte[] body = Arrays.copyOf(before, Math.min(before.length, kept));
        assertThat(Arrays.equals((byte[]) row[1], body)).as(row[0] + " " + row[2]).isTrue();
        assertThat(row[2]).isNotIn("STORE_REFUSED", "FOREIGN_RECORD");
      }
    }
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(sent.keySet());
    assertThat(found.values()).containsOnly(1);
    assertThat(events).isBetween(sent.size() / 10, sent.size() * 9 / 10);
  }
}
