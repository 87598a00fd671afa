package io.eventmill.app.e2e.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.app.chaos.load.Copies;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the copies of each number at every place where they can be read. Each row found is
 * compared with what its number says; one that nobody sent fails at once.
 */
final class Census {
  /** Ids of events that only mark the end; they are not counted. */
  static final String MARK = "last-";

  private final Sent sent;

  Census(Sent sent) {
    this.sent = sent;
  }

  /** Over HTTP, as CSV. */
  Copies overTheApi(MillProcess mill) throws Exception {
    Copies found = new Copies();
    var request =
        java.net.http.HttpRequest.newBuilder(mill.url("/api/events?limit=2000000000&fields=/n"))
            .header("Accept", "text/csv")
            .build();
    var answer = mill.send(request, java.net.http.HttpResponse.BodyHandlers.ofLines());
    expect(answer.statusCode() == 200, "the export answered " + answer.statusCode());
    answer
        .body()
        .skip(1)
        .forEach(
            line -> {
              String[] cells = line.split(",", -1); // no value of ours has a comma
              if (!cells[0].startsWith(MARK)) {
                int n = number(cells[5], cells[0]);
                String time = Numbered.time(n).toString().replace("Z", ".000000Z");
                expect(
                    cells[2].equals(Numbered.type(n)) && cells[3].equals(time), "exported " + line);
                found.add(n);
              }
            });
    return found;
  }

  /** Out of the file itself, which no process may hold. */
  Copies inTheFile(Path data) throws Exception {
    Copies found = new Copies();
    Set<UUID> missing = new HashSet<>(sent.madeIds());
    inTheFile(
        data,
        "SELECT id, json FROM events",
        row -> {
          String id = row.getString(1);
          if (!id.startsWith(MARK)) {
            String json = row.getString(2);
            int n = number(json, id);
            expect(json.equals(Numbered.enriched(n)), "stored " + json);
            found.add(n);
            if (id.length() == 36) {
              missing.remove(UUID.fromString(id));
            }
          }
        });
    inTheFile(
        data,
        "SELECT id FROM events GROUP BY id HAVING count(*) > 1 LIMIT 10",
        row -> expect(false, "id " + row.getString(1) + " is stored more than once"));
    expect(missing.isEmpty(), "ids that were told and are not stored: " + missing);
    return found;
  }

  /** Failed events, out of the file. */
  Copies failedInTheFile(Path data) throws Exception {
    Copies found = new Copies();
    inTheFile(
        data,
        "SELECT id, decode(body) FROM failed WHERE reason = 'TIME_MISSING'",
        row -> {
          String json = row.getString(2);
          int n = number(json, row.getString(1));
          expect(json.equals(Numbered.json(n)), "failed " + json);
          found.add(n);
        });
    return found;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private static void inTheFile(Path data, String sql, Row row) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "ATTACH '" + data.resolve("store/events.duckdb") + "' AS store (READ_ONLY)");
      statement.execute("USE store");
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
  }

  /**
   * As any Kafka client reads it. Each client's events must stand in their order, partition by
   * partition: what came later was sent when the earlier had been acknowledged.
   */
  Copies onTheRawTopic(String bootstrapServers) {
    Copies found = new Copies();
    Map<String, Integer> last = new HashMap<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor("raw-web-events").stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
          String id = new String(r.headers().lastHeader("em-id").value(), UTF_8);
          if (!id.startsWith(MARK)) {
            String json = new String(r.value(), UTF_8);
            int n = number(json, id);
            expect(json.equals(Numbered.json(n)), "on the raw topic " + json);
            if (found.of(n) == 0) {
              int before = last.getOrDefault(r.partition() + " " + sent.client(n), -1);
              expect(n > before, n + " stands behind " + before + " on the raw topic");
              last.put(r.partition() + " " + sent.client(n), n);
            }
            found.add(n);
          }
        }
      }
    }
    return found;
  }

  /** The number in a cell or in an event, which must be that of its id if it has one of ours. */
  private int number(String text, String id) {
    int from = text.startsWith("{") ? "{\"n\":".length() : 0;
    int to = text.startsWith("{") ? text.indexOf(',') : text.length();
    int n = Integer.parseInt(text, from, to, 10);
    expect(n >= 0 && sent.attempts(n) > 0, "nobody sent " + text);
    boolean own = Numbered.kind(n) != Numbered.Kind.WITHOUT_ID;
    expect(id.equals(Numbered.id(n)) == own, "id " + id + " at " + text);
    return n;
  }

  private static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
