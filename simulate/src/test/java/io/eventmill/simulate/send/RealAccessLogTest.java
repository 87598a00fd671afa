package io.eventmill.simulate.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.read.FileFormat;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.door.Collector;
import io.eventmill.simulate.door.Collector.Reply;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand real requests, sent over HTTP and counted against a plain split of the lines. */
class RealAccessLogTest {
  private static List<String> lines;
  private static List<JsonNode> events;
  private static SendReport report;
  private static Collector collector;

  @BeforeAll
  static void send() throws Exception {
    Path log = SharedData.file("weblogs/apache_logs");
    lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    collector = new Collector(r -> r.number() % 4 == 1 ? Reply.of(503, "busy") : Reply.KEPT);
    report = send(log);
    events = collector.kept();
  }

  @AfterAll
  static void close() {
    if (collector != null) {
      collector.close();
    }
  }

  private static SendReport send(Path log) throws Exception {
    DoorSettings door = DoorSettings.of(collector.uri(), "access").withInFlight(1);
    return new FileSender(
            SendSettings.of(log.toString(), door), DoorClient.World.system(), System.in)
        .run(Progress.NONE);
  }

  @Test
  void everyLineIsReadAlsoTheOneThatUsualParsersMiss() {
    assertThat(report.format()).isEqualTo(FileFormat.ACCESS_LOG);
    assertThat(report.lines()).isEqualTo(10_000);
    assertThat(report.accepted()).isEqualTo(10_000);
    assertThat(report.unreadable()).isZero();
    assertThat(report.cutShort()).isEqualTo(1);
    assertThat(report.exitCode()).isZero();
    assertThat(report.door().repeats()).isPositive();

    JsonNode cut = events.get(8_898);
    assertThat(cut.get("user_agent").textValue())
        .isEqualTo("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html");
    assertThat(cut.get("status").intValue()).isEqualTo(200);
  }

  @Test
  void countsByStatusHourAndTargetAreThoseOfAPlainSplit() {
    assertThat(counts(e -> e.get("status").asText())).isEqualTo(words(9, w -> w));
    assertThat(counts(e -> e.get("time").textValue().substring(8, 13).replace('T', ':')))
        .isEqualTo(words(4, w -> w.substring(1, 3) + ":" + w.substring(13, 15)));
    assertThat(counts(e -> e.get("url").textValue())).isEqualTo(words(7, w -> w));
    assertThat(counts(e -> e.get("path").textValue()))
        .isEqualTo(words(7, w -> w.replaceFirst("\\?.*", "")));
    assertThat(counts(e -> e.get("method").textValue())).isEqualTo(words(6, w -> w.substring(1)));
    assertThat(counts(e -> e.get("client_ip").textValue()))
        .isEqualTo(words(1, w -> w))
        .hasSize(1_753);
    assertThat(counts(e -> e.get("bytes").isNull() ? "-" : e.get("bytes").asText()))
        .isEqualTo(words(10, w -> w));
  }

  @Test
  void referrersAndUserAgentsAreWhatStandsBetweenTheQuotes() {
    List<String[]> parts = lines.stream().map(line -> line.split("\"", -1)).toList();

    assertThat(events.stream().map(e -> e.get("referrer")).map(RealAccessLogTest::dash).toList())
        .isEqualTo(parts.stream().map(part -> part[3]).toList());
    assertThat(events.stream().map(e -> e.get("user_agent")).map(RealAccessLogTest::dash).toList())
        .isEqualTo(parts.stream().map(part -> part[5]).toList());
    // so says the description of the data
    assertThat(events.stream().filter(e -> !e.get("referrer").isNull()).count()).isEqualTo(5_927);
  }

  @Test
  void idsAreAllDifferentAndTheSameInASecondRun() throws Exception {
    List<String> first = collector.kept("id").subList(0, 10_000);
    send(SharedData.file("weblogs/apache_logs"));
    List<String> second = collector.kept("id").subList(10_000, 20_000);

    assertThat(Stream.of(first).flatMap(List::stream).distinct().count()).isEqualTo(10_000);
    assertThat(second).isEqualTo(first);
  }

  private static String dash(JsonNode value) {
    return value.isNull() ? "-" : value.textValue();
  }

  private static Map<String, Long> counts(Function<JsonNode, String> key) {
    return events.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.counting()));
  }

  private static Map<String, Long> words(int word, Function<String, String> key) {
    return lines.stream()
        .map(line -> key.apply(line.split(" ", -1)[word - 1]))
        .collect(Collectors.groupingBy(k -> k, TreeMap::new, Collectors.counting()));
  }
}
