package io.eventmill.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.collect.TestLog.Raw;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes, the answer is 200, 400 or 413, and the next request is served as ever. */
class BadInputTest {
  private static final int BODIES = Integer.getInteger("collect.bodies", 3_000);
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private String topic;
  private TestDoor door;

  @BeforeEach
  void open() throws Exception {
    topic = TestLog.newTopic(TestLog.address(), 1, 2 << 20);
    door = TestDoor.open(topic);
  }

  @AfterEach
  void aliveAndEmptyHanded() throws Exception {
    assertThat(door.post("/collect", "{\"event_id\":\"last\"}").statusCode()).isEqualTo(200);
    Eventually.holds(() -> door.collector.requestsInFlight() == 0);
    assertThat(door.collector.bytesInFlight()).isZero();
    door.close();
  }

  @Test
  void judgesEveryFileOfTheJsonTestSuiteAsAnotherParserDoes() throws Exception {
    Path suite = SharedData.find("JSONTestSuite/test_parsing");
    List<String> expected = new ArrayList<>();
    try (Stream<Path> files = Files.list(suite).sorted()) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        byte[] body = Files.readAllBytes(file);

        int status = door.post("/collect", body).statusCode();

        boolean takes = JacksonOracle.ids(body) != null;
        if (name.startsWith("n_")) {
          assertThat(status).as(name).isEqualTo(400);
        } else if (name.startsWith("y_")) {
          assertThat(status).as(name).isEqualTo(takes ? 200 : 400);
        } else {
          assertThat(status).as(name).isIn(200, 400);
        }
        String text = new String(body, UTF_8).trim();
        if (status == 200 && text.startsWith("{")) {
          expected.add(text);
        }
      }
    }
    assertThat(TestLog.read(topic)).extracting(Raw::text).containsAll(expected);
    assertThat(expected).hasSizeGreaterThan(10);
  }

  @Test
  void bringsEveryNaughtyStringBackByteForByte() throws Exception {
    Path file = SharedData.find("blns/blns.json");
    List<String> naughty = JACKSON.readerForListOf(String.class).readValue(file.toFile());
    List<String> events = new ArrayList<>();
    for (int i = 0; i < naughty.size(); i++) {
      String quoted = JACKSON.writeValueAsString(naughty.get(i));
      String id = naughty.get(i).isEmpty() ? "\"empty\"" : quoted;
      events.add("{\"event_id\":" + id + ",\"user\":" + quoted + "," + quoted + ":" + quoted + "}");
    }

    HttpResponse<String> answer = door.post("/collect", String.join("\n", events));

    assertThat(answer.body()).isEqualTo("{\"accepted\":" + naughty.size() + "}");
    List<Raw> raws = TestLog.read(topic);
    assertThat(raws).extracting(Raw::text).containsExactlyElementsOf(events);
    for (int i = 0; i < naughty.size(); i++) {
      if (!naughty.get(i).isEmpty()) {
        assertThat(raws.get(i).id()).isEqualTo(naughty.get(i));
        assertThat(raws.get(i).key()).isEqualTo(naughty.get(i));
      }
    }
  }

  @Test
  void agreesWithAnotherParserOnThousandsOfBodiesThatAreAlmostRight() throws Exception {
    long seed = Long.getLong("collect.seed", 20261121L);
    BodyMutator mutator = new BodyMutator(new Random(seed));
    List<String> expectedIds = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] body = mutator.next();
      HttpResponse<String> answer = door.post("/collect", body);

      List<String> ids = JacksonOracle.ids(body);
      String shown = "seed " + seed + ", body " + i + ": " + new String(body, ISO_8859_1);
      assertThat(answer.statusCode()).as(shown).isEqualTo(ids == null ? 400 : 200);
      if (ids != null) {
        assertThat(answer.body()).as(shown).startsWith("{\"accepted\":" + ids.size());
        expectedIds.addAll(ids);
        taken++;
      } else {
        JACKSON.readTree(answer.body()).requiredAt("/error/message");
      }
    }
    assertThat(taken).isBetween(BODIES / 20, BODIES * 19 / 20);
    List<String> found = TestLog.read(topic).stream().map(Raw::id).toList();
    assertThat(found).hasSameSizeAs(expectedIds);
    assertThat(found).containsAll(expectedIds.stream().filter(id -> id != null).toList());
  }

  @Test
  void refusesBodiesInOtherEncodings() throws Exception {
    String event = "{\"event_id\":\"é\"}";
    for (Charset charset :
        List.of(UTF_16BE, Charset.forName("UTF-16"), Charset.forName("UTF-32"), ISO_8859_1)) {
      HttpResponse<String> answer = door.post("/collect", event.getBytes(charset));
      assertThat(answer.statusCode()).as(charset.name()).isEqualTo(400);
      assertThat(answer.body()).contains("UTF-8");
    }
  }

  @Test
  void refusesWhatIsNestedAHundredThousandDeep() throws Exception {
    String arrays = "[".repeat(100_000) + "]".repeat(100_000);
    String objects = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
    for (String body :
        List.of(objects, "{\"a\":" + arrays + "}", "[" + objects + "]", "[{\"a\":" + arrays)) {
      HttpResponse<String> answer = door.post("/collect", body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("too_deep").contains("collect.depth_max");
    }
    assertThat(door.post("/collect", arrays).statusCode()).isEqualTo(400);
  }

  @Test
  void keepsNumbersThatNoComputerCanHold() throws Exception {
    String event =
        "{\"event_id\":1e999999,\"n\":-0.0e-999999,\"m\":" + "9".repeat(100_000) + ".5E+17}";

    assertThat(door.post("/collect", event).statusCode()).isEqualTo(200);

    Raw raw = TestLog.read(topic).get(0);
    assertThat(raw.text()).isEqualTo(event);
    assertThat(raw.id()).isEqualTo("1e999999");
  }

  @Test
  void aBombIsDefusedAtTheLimit() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(UTF_8);
      for (int i = 0; i < 500; i++) {
        gzip.write(blanks);
      }
    }
    assertThat(bomb.size()).isLessThan(1 << 20);
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer =
          door.post("/collect", bomb.toByteArray(), "Content-Encoding", "gzip");
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("body_too_large").contains("collect.body_max");
    }
  }
}
