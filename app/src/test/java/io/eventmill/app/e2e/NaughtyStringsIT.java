package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strings that are known to break things, in every place of an event that holds a string. */
class NaughtyStringsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIME = "2026-11-20T10:00:00Z";

  /** Less than what {@code collect.url_max} allows. */
  private static final int URL_MAX = 12_000;

  @TempDir private Path data;

  @Test
  void comeBackByteForByteFromEveryPlaceTheyAreAskedFrom() throws Exception {
    Map<String, String> events = events();
    Path pipeline = HostilePipeline.in(data);
    try (RunningMill mill = RunningMill.start(data, "run", pipeline.toString())) {
      var answer = mill.post("/collect/hostile", String.join("\n", events.values()));
      assertThat(answer.body()).isEqualTo("{\"accepted\":" + events.size() + "}");
      mill.untilCount("", events.size());

      asAList(mill, events);
      asRows(mill, events);
      for (Map.Entry<String, String> event : events.entrySet()) {
        byId(mill, event.getKey(), event.getValue());
        byItsFields(mill, event.getKey(), event.getValue());
      }
      assertThat(mill.failedCount()).isZero();
      mill.interrupt();
    }
    inTheFile(events);
  }

  @Test
  void comeBackByteForByteFromTheFailedEvents() throws Exception {
    Map<String, String> events = new LinkedHashMap<>();
    events().forEach((id, event) -> events.put(id, event.replace(TIME, "never")));
    Path pipeline = HostilePipeline.in(data);
    try (RunningMill mill = RunningMill.start(data, "run", pipeline.toString())) {
      mill.post("/collect/hostile", String.join("\n", events.values()));
      RunningMill.until(
          java.time.Duration.ofSeconds(60),
          "all failed",
          () -> mill.failedCount() == events.size());

      List<JsonNode> answers = new ArrayList<>();
      for (String next = ""; next != null; ) {
        JsonNode page = mill.json("/api/failed?limit=200" + next);
        page.get("failed").forEach(answers::add);
        next = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
      }
      assertThat(answers)
          .extracting(failed -> failed.get("id").asText())
          .containsExactlyInAnyOrderElementsOf(events.keySet());
      for (JsonNode failed : answers) {
        String event = events.get(failed.get("id").asText());
        String body = failed.get("body").asText(); // the beginning of what is longer
        assertThat(event.startsWith(body)).as(body).isTrue();
        int bytes = event.getBytes(UTF_8).length;
        assertThat(failed.get("body_bytes").asInt()).isEqualTo(bytes);
        assertThat(body.length() == event.length() || bytes > 4096).as(body).isTrue();
      }
      mill.interrupt();
    }
    try (StoreFile store = StoreFile.of(data)) {
      List<Object[]> rows = store.rows("SELECT id, body FROM failed");
      assertThat(rows).hasSize(events.size());
      for (Object[] row : rows) {
        assertThat(new String((byte[]) row[1], UTF_8)).isEqualTo(events.get((String) row[0]));
      }
    }
  }

  /** By their ids; each string stands in all places of one event. */
  private static Map<String, String> events() throws Exception {
    Path file = SharedFile.of("blns/blns.json");
    List<String> strings = JSON.readerForListOf(String.class).readValue(Files.readString(file));
    Map<String, String> events = new LinkedHashMap<>();
    for (String s : strings) {
      String q = JSON.writeValueAsString(s);
      String name = s.isEmpty() ? "\"empty\"" : q; // ids and types hold something
      events.put(
          s.isEmpty() ? "empty" : s,
          ("{\"event_id\":%1$s,\"event_type\":%1$s,\"event_timestamp\":\"%3$s\","
                  + "\"user_domain_id\":%2$s,\"utm_source\":%2$s,\"user_custom_id\":%2$s,"
                  + "\"n\":{\"a\":{\"b\":%2$s},\"l\":[%2$s,[%2$s]]},%2$s:%2$s}")
              .formatted(name, q, TIME));
    }
    assertThat(events).hasSizeGreaterThan(500);
    return events;
  }

  private static void asAList(RunningMill mill, Map<String, String> events) throws Exception {
    String all = mill.get("/api/events?limit=10000").body();
    events.forEach((id, event) -> assertThat(all.contains(kept(event))).as(id).isTrue());
  }

  /** Read by a CSV reader that is not ours. */
  private static void asRows(RunningMill mill, Map<String, String> events) throws Exception {
    String csv = mill.get("/api/events", "Accept", "text/csv").body();
    String fields = mill.get("/api/events?fields=utm_source,/n/a/b", "Accept", "text/csv").body();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser whole = CSVParser.parse(new StringReader(csv), format);
        CSVParser single = CSVParser.parse(new StringReader(fields), format)) {
      List<CSVRecord> rows = whole.getRecords();
      assertThat(rows).hasSize(events.size());
      for (CSVRecord row : rows) {
        String id = unguarded(row.get("id"));
        assertThat(events).containsKey(id);
        assertThat(row.get("event")).startsWith(kept(events.get(id)));
        assertThat(unguarded(row.get("type"))).isEqualTo(id);
      }
      for (CSVRecord row : single.getRecords()) {
        String id = unguarded(row.get("id"));
        String value = id.equals("empty") ? "" : id;
        assertThat(unguarded(row.get("utm_source"))).isEqualTo(value);
        assertThat(unguarded(row.get("/n/a/b"))).isEqualTo(value);
      }
    }
  }

  /** A cell that a spreadsheet would run has an apostrophe in front. */
  private static String unguarded(String cell) {
    boolean guarded =
        cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0;
    return guarded ? cell.substring(1) : cell;
  }

  private static void byId(RunningMill mill, String id, String event) throws Exception {
    if (id.equals(".")) {
      return; // means "here" in any path, also written as %2E
    }
    HttpResponse<String> found =
        mill.get("/api/events/" + RunningMill.encode(id).replace("+", "%20"));
    assertThat(found.statusCode()).as(id + found.body()).isEqualTo(200);
    assertThat(found.body()).contains(kept(event));
  }

  private static void byItsFields(RunningMill mill, String id, String event) throws Exception {
    String value = id.equals("empty") ? "" : id;
    List<String> wanted = new ArrayList<>();
    wanted.add("type=" + RunningMill.encode(id));
    for (String field : List.of("/user_domain_id", "/utm_source", "/n/a/b")) {
      wanted.add(where(field, value));
    }
    if (!value.isEmpty()) { // a field without a name cannot be asked for
      wanted.add(where("/" + value.replace("~", "~0").replace("/", "~1"), value));
    }
    String ofThisOne = "?" + where("/event_id", id);
    String all = ofThisOne + "&" + String.join("&", wanted);
    if (all.length() < URL_MAX) {
      isFound(mill, all, event);
    } else {
      for (String one : wanted) {
        isFound(mill, ofThisOne + "&" + one, event);
      }
    }
  }

  private static void isFound(RunningMill mill, String question, String event) throws Exception {
    HttpResponse<String> found = mill.get("/api/events" + question);
    assertThat(found.statusCode()).as(question + found.body()).isEqualTo(200);
    assertThat(found.body()).contains(kept(event));
    assertThat(found.body().split("\"origin\":", -1)).hasSize(2);
  }

  private static String where(String pointer, String value) {
    String name = pointer.replace("\\", "\\\\").replace(":", "\\:");
    return "where=" + RunningMill.encode(name + ":" + value);
  }

  private void inTheFile(Map<String, String> events) throws Exception {
    try (StoreFile store = StoreFile.of(data)) {
      List<Object[]> rows = store.rows("SELECT id, type, json FROM events");
      assertThat(rows).hasSize(events.size());
      for (Object[] row : rows) {
        assertThat(row[1]).isEqualTo(row[0]);
        assertThat((String) row[2]).startsWith(kept(events.get((String) row[0])));
      }
    }
  }

  /** What stays as it was: all of it but the brace before which fields are added. */
  private static String kept(String event) {
    return event.substring(0, event.length() - 1);
  }
}
