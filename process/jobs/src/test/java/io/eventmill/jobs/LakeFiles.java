package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A lake as its readers see it: file names, and rows through DuckDB. */
record LakeFiles(Path root, String ending) {
  /** Names below the root that readers take, in order. */
  List<String> names() {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> p.getFileName().toString().endsWith(ending))
          .map(p -> root.relativize(p).toString())
          .sorted()
          .toList();
    } catch (UncheckedIOException | IOException e) {
      return List.of(); // a file was moved meanwhile: look again
    }
  }

  /** The table function over all files. */
  String table() {
    String files = root + "/**/*" + ending;
    return ending.endsWith(".parquet")
        ? "read_parquet('%s', filename = true)".formatted(files)
        : ("read_json('%s', filename = true, hive_partitioning = false, format ="
                + " 'newline_delimited', columns = {topic: 'VARCHAR', partition: 'INTEGER',"
                + " 'offset': 'BIGINT', received: 'TIMESTAMP', id: 'VARCHAR', source: 'VARCHAR',"
                + " type: 'VARCHAR', time: 'TIMESTAMP', origin: 'VARCHAR', attempt: 'INTEGER',"
                + " key: 'VARCHAR', ip: 'VARCHAR', user_agent: 'VARCHAR', bytes: 'VARCHAR',"
                + " event: 'JSON'})")
            .formatted(files);
  }

  List<List<String>> sql(String query) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = db.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      ResultSet found = statement.executeQuery(query.replace("LAKE", table()));
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int c = 1; c <= found.getMetaData().getColumnCount(); c++) {
          row.add(found.getString(c));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Rows, and places on the log that they are of. */
  List<String> rowsAndPlaces() throws SQLException {
    return names().isEmpty()
        ? List.of("0", "0")
        : sql("select count(*), count(distinct (origin, \"offset\")) from LAKE").get(0);
  }

  /**
   * By partition and offset, what stands in the lake; two rows of one place stand behind each
   * other.
   */
  Map<String, String> values() throws SQLException {
    Map<String, String> values = new TreeMap<>();
    if (!names().isEmpty()) {
      String bytes = ending.endsWith(".parquet") ? "base64(bytes)" : "bytes";
      for (List<String> row :
          sql("select partition || '/' || \"offset\", event::varchar, " + bytes + " from LAKE")) {
        String value = row.get(1) == null ? "bytes " + row.get(2) : row.get(1);
        values.merge(row.get(0), value, (a, b) -> a + " AND AGAIN " + b);
      }
    }
    return values;
  }

  /** Compares what stands in the lake with the log, and tells the first difference. */
  void requireSame(List<ConsumerRecord<byte[], byte[]>> raw) throws SQLException {
    Map<String, String> expected = onTheLog(raw);
    Map<String, String> found = values();
    expected.forEach((place, value) -> assertThat(found.get(place)).as(place).isEqualTo(value));
    assertThat(found).hasSameSizeAs(expected);
  }

  private Map<String, String> onTheLog(List<ConsumerRecord<byte[], byte[]>> raw) {
    Map<String, String> values = new TreeMap<>();
    for (var record : raw) {
      byte[] value = record.value();
      String text =
          RawTraffic.isGood(value)
              ? minified(new String(value, UTF_8))
              : "bytes " + (value == null ? null : Base64.getEncoder().encodeToString(value));
      values.put(record.partition() + "/" + record.offset(), text);
    }
    return values;
  }

  /** As DuckDB gives JSON that it read from a line. */
  private String minified(String json) {
    return ending.endsWith(".parquet") ? json : json.replace(", ", ",");
  }
}
