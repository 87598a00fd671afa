package io.eventmill.jobs.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.HistoryReader;
import io.eventmill.jobs.history.HistoryRow;
import io.eventmill.jobs.history.Lake;
import io.eventmill.jobs.history.LakeListing;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.steps.archive.LakeRow;
import io.eventmill.store.LakeFileName;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lake of many small files of the source web, and what readers see in it. */
record CompactedLake(Path root, Archive archive) {
  static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Origin TOPIC = new Origin(0x9f3c2a1b_00000000L, 7, 0, 0);

  static CompactedLake of(Path root, String settings) {
    PipelineFile.Read read =
        PipelineFile.parse(
            """
            name: mill
            sources: {web: {event: {type: /type, time: /ts}}}
            archive: {from: raw, to: lake, %s}
            """
                .formatted(settings));
    assertThat(read.problems()).isEmpty();
    return new CompactedLake(root, read.pipeline().archives().get(0));
  }

  LakeCompaction compaction() {
    return new LakeCompaction(archive, root.toUri(), root.resolve("_scratch"), CLOCK);
  }

  /** A file as the archive's job writes it, with every second offset, that came two hours ago. */
  Path file(String folder, int partition, long first, long last) throws IOException {
    RowFormat format = RowFormat.of(archive, "web", "raw-web");
    LakeFileName name =
        new LakeFileName("raw-web", partition, first, last, "9f3c2a1b", format.ending());
    Path file = root.resolve("web").resolve(folder).resolve(name.text());
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      RowFormat.RowFile rows = format.open(out);
      for (long offset = first; offset <= last; offset += 2) {
        rows.write(row(partition, offset));
      }
      rows.finish();
    }
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(7_200)));
    return file;
  }

  static LakeRow row(int partition, long offset) {
    Origin origin = new Origin(TOPIC.topicIdHigh(), TOPIC.topicIdLow(), partition, offset);
    byte[] event = "{\"n\":%d,\"of\":\"%s\"}".formatted(offset, "x".repeat(50)).getBytes(UTF_8);
    boolean isJson = offset % 10 != 4;
    return new LakeRow(
        origin,
        "e-" + offset,
        isJson ? "view" : null,
        isJson ? 1_772_400_000_000_000L + offset : null,
        1_772_000_000_000L + offset,
        1,
        Sender.UNKNOWN,
        isJson ? event : null,
        isJson ? null : new byte[] {1, (byte) offset});
  }

  /** Says that the lake has everything of a partition up to an offset. */
  void reached(int partition, long offset) throws IOException {
    new LakeProgress(root.resolve("web").toUri().toString())
        .reached(new Origin(TOPIC.topicIdHigh(), TOPIC.topicIdLow(), partition, offset));
  }

  /** All that lies there for readers, below the source's folder. */
  List<Path> lying() throws IOException {
    Path web = root.resolve("web");
    try (Stream<Path> all = Files.walk(web)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !web.relativize(file).toString().startsWith("_"))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      return lying(); // something was moved meanwhile
    }
  }

  /** What readers see that go by names. */
  List<Path> current() throws IOException {
    Map<Path, List<LakeFileName>> folders =
        lying().stream()
            .collect(
                Collectors.groupingBy(
                    Path::getParent,
                    Collectors.mapping(
                        f -> LakeFileName.read(f.getFileName().toString()).orElseThrow(),
                        Collectors.toList())));
    List<Path> current = new ArrayList<>();
    folders.forEach(
        (folder, names) ->
            LakeFileName.current(names).forEach(name -> current.add(folder.resolve(name.text()))));
    return current;
  }

  /** What a batch sees: partition and offset of every row that it reads, in order. */
  List<String> read() throws IOException {
    List<String> places = new ArrayList<>();
    for (HistoryFile file : LakeListing.of(root.toUri().toString(), "web").files()) {
      try (HistoryReader rows = Lake.open(file)) {
        for (HistoryRow row = rows.next(); row != null; row = rows.next()) {
          assertThat(row.problem()).isNull();
          places.add(place(row.origin().partition(), row.origin().offset()));
        }
      }
    }
    Collections.sort(places);
    return places;
  }

  /** The same, by the names of the files and the way in which they are made. */
  List<String> places() throws IOException {
    SortedSet<String> places = new TreeSet<>();
    for (Path file : current()) {
      LakeFileName name = LakeFileName.read(file.getFileName().toString()).orElseThrow();
      for (long offset = name.first(); offset <= name.last(); offset += 2) {
        places.add(place(name.partition(), offset));
      }
    }
    return List.copyOf(places);
  }

  private static String place(int partition, long offset) {
    return "%d/%010d".formatted(partition, offset);
  }

  /** Every row as text, in order: folder, partition, offset, and all that it says. */
  static List<String> rows(List<Path> files) throws SQLException {
    if (files.isEmpty()) {
      return List.of();
    }
    boolean columns = files.get(0).toString().endsWith(".parquet");
    String list =
        files.stream().map(f -> "'" + f + "'").collect(Collectors.joining(", ", "[", "]"));
    String read =
        columns
            ? "read_parquet(%s, filename = true, hive_partitioning = false)"
            : "read_json(%s, filename = true, hive_partitioning = false, format ="
                + " 'newline_delimited', columns = {topic: 'VARCHAR', partition: 'INTEGER',"
                + " 'offset': 'BIGINT', received: 'TIMESTAMP', id: 'VARCHAR', source: 'VARCHAR',"
                + " type: 'VARCHAR', time: 'TIMESTAMP', origin: 'VARCHAR', attempt: 'INTEGER',"
                + " key: 'VARCHAR', bytes: 'VARCHAR', event: 'JSON'})";
    try (var db = DriverManager.getConnection("jdbc:duckdb:");
        var statement = db.createStatement()) {
      ResultSet found =
          statement.executeQuery(
              ("select parse_dirpath(filename), r::varchar from (select filename, {'p': partition,"
                      + " 'o': \"offset\", 'r': received, 'i': id, 's': source, 't': type, 'a':"
                      + " \"time\", 'g': origin, 'n': attempt, 'k': key, 'b': bytes, 'e':"
                      + " event::varchar} as r, partition, \"offset\" from "
                      + read
                      + ") order by 1, partition, \"offset\"")
                  .formatted(list));
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1) + " " + found.getString(2));
      }
      return rows;
    }
  }
}
