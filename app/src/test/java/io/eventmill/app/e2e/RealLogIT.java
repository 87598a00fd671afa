package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand real requests through the door, against plain splitting of the file's lines. */
class RealLogIT {
  private static final DateTimeFormatter LOG_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

  @TempDir private Path data;

  @Test
  void countsOfARealLogAreThoseOfItsLines() throws Exception {
    Path log = SharedFile.of("weblogs/apache_logs");
    Expected expected = Expected.of(Files.readAllLines(log));
    try (RunningMill mill = RunningMill.start(data, "run", "pipelines/access-log")) {
      Cli sent =
          Cli.run("send", log.toString(), "--source", "access", "--to", mill.url("").toString());
      assertThat(sent.output())
          .contains("10000 lines read as access-log")
          .contains("10000 accepted");
      assertThat(sent.exit()).isZero();
      mill.untilCount("", expected.lines);

      assertThat(top(mill, "/status", 100)).isEqualTo(expected.statuses);
      assertThat(histogram(mill)).isEqualTo(expected.hours);
      List<Map.Entry<String, Long>> paths = best(expected.paths, 20);
      assertThat(List.copyOf(top(mill, "/path", 20).entrySet())).isEqualTo(paths);

      send(mill, log); // again: the same lines have the same ids
      mill.post("/collect/access", "{\"id\":\"last\",\"time\":\"2015-05-17T00:00:00Z\"}");
      mill.untilCount("?where=id:last", 1); // behind all of them on the one partition
      assertThat(mill.count("")).isEqualTo(expected.lines + 1);
    }
  }

  private static void send(RunningMill mill, Path log) throws Exception {
    Cli sent =
        Cli.run("send", log.toString(), "--source", "access", "--to", mill.url("").toString());
    assertThat(sent.output()).contains("10000 lines read as access-log").contains("10000 accepted");
    assertThat(sent.exit()).isZero();
  }

  private static Map<String, Long> top(RunningMill mill, String field, int limit) throws Exception {
    Map<String, Long> counts = new java.util.LinkedHashMap<>();
    JsonNode answer = mill.json("/api/events/top?field=" + field + "&limit=" + limit);
    answer.get("values").forEach(v -> counts.put(v.get("value").asText(), v.get("count").asLong()));
    return counts;
  }

  private static Map<String, Long> histogram(RunningMill mill) throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    JsonNode answer = mill.json("/api/events/histogram?interval=1h");
    for (JsonNode bucket : answer.get("buckets")) {
      String hour =
          OffsetDateTime.parse(bucket.get("start").asText())
              .truncatedTo(ChronoUnit.SECONDS)
              .toString();
      if (bucket.get("count").asLong() > 0) {
        counts.put(hour, bucket.get("count").asLong());
      }
    }
    return counts;
  }

  /** Most frequent first, ties by value, as the API promises. */
  private static List<Map.Entry<String, Long>> best(Map<String, Long> counts, int n) {
    List<Map.Entry<String, Long>> all = new ArrayList<>(counts.entrySet());
    all.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return all.stream()
        .limit(n)
        .map(e -> Map.entry(e.getKey(), e.getValue()))
        .collect(Collectors.toList());
  }

  private record Expected(
      long lines, Map<String, Long> statuses, Map<String, Long> hours, Map<String, Long> paths) {
    /** Fields by blanks, as awk would: $4 and $5 the time, $7 the URL, $9 the status. */
    static Expected of(List<String> lines) {
      Map<String, Long> statuses = new HashMap<>();
      Map<String, Long> hours = new TreeMap<>();
      Map<String, Long> paths = new HashMap<>();
      for (String line : lines) {
        String[] f = line.split(" +");
        statuses.merge(f[8], 1L, Long::sum);
        String path = f[6].contains("?") ? f[6].substring(0, f[6].indexOf('?')) : f[6];
        paths.merge(path, 1L, Long::sum);
        String time = (f[3] + " " + f[4]).replace("[", "").replace("]", "");
        OffsetDateTime hour =
            OffsetDateTime.parse(time, LOG_TIME)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.HOURS);
        hours.merge(hour.toString(), 1L, Long::sum);
      }
      return new Expected(lines.size(), statuses, hours, paths);
    }
  }
}
