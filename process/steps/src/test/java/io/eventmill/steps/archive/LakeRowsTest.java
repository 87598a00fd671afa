package io.eventmill.steps.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Origin;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.steps.RawRecord;
import io.eventmill.steps.StepLimits;
import org.junit.jupiter.api.Test;

class LakeRowsTest {
  private static final Origin ORIGIN = new Origin(0x1234_5678_9abc_4defL, 7, 3, 4_711);

  private final LakeRows rows =
      new LakeRows(
          PipelineFile.parse(
                  "name: a\nsources: {web: {event: {id: /id, type: /type, time: /at}}}\n")
              .pipeline()
              .source("web"),
          StepLimits.defaults());

  @Test
  void anEventSaysWhatItIs() throws Exception {
    JsonNode line =
        line("{\"id\": \"e-1\",\n \"type\":\"view\",\r\n\"at\":\"2026-01-02T03:04:05.678901Z\"}");

    assertThat(line.get("topic").asText()).isEqualTo("raw-web");
    assertThat(line.get("partition").asInt()).isEqualTo(3);
    assertThat(line.get("offset").asLong()).isEqualTo(4_711);
    assertThat(line.get("received").asText()).isEqualTo("1970-01-01T00:00:01.234Z");
    assertThat(line.get("id").asText()).isEqualTo("e-1");
    assertThat(line.get("source").asText()).isEqualTo("web");
    assertThat(line.get("type").asText()).isEqualTo("view");
    assertThat(line.get("time").asText()).isEqualTo("2026-01-02T03:04:05.678901Z");
    assertThat(line.get("origin").asText()).isEqualTo(ORIGIN.asId());
    assertThat(line.get("attempt").asInt()).isEqualTo(2);
    assertThat(line.get("key").asText()).isEqualTo("/w==");
    assertThat(line.get("ip").asText()).isEqualTo("::1");
    assertThat(line.get("user_agent").isNull()).isTrue();
    assertThat(line.get("bytes").isNull()).isTrue();
    assertThat(line.get("event").get("id").asText()).isEqualTo("e-1");
  }

  @Test
  void theLineIsOneLineWithTheEventAsItWasWritten() {
    String event = "{\"id\":\"\\u00e9\\n\", \"n\": 1.50e2,\t\"id2\":\"ü\"}";

    String line = text(event);

    assertThat(line).endsWith(",\"event\":" + event + "}\n");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
  }

  @Test
  void whatCannotBeReadIsNullAndTheEventIsKept() throws Exception {
    for (String event :
        new String[] {"{\"type\":7.5,\"at\":\"soon\"}", "[1]", "42", "{\"type\":[],\"id\":{}}"}) {
      JsonNode line = line(event);

      assertThat(line.get("time").isNull()).as(event).isTrue();
      assertThat(line.get("id").asText()).isEqualTo(ORIGIN.asId());
      assertThat(line.get("event")).isEqualTo(new ObjectMapper().readTree(event));
    }
    assertThat(line("{\"at\":1,\"at\":2,\"type\":\"a\"}").get("time").isNull()).isTrue();
  }

  @Test
  void whatIsNotJsonIsKeptAsBytes() throws Exception {
    assertThat(line("{cut").get("bytes").asText()).isEqualTo("e2N1dA==");
    assertThat(line("{cut").get("event").isNull()).isTrue();
    assertThat(line("").get("bytes").asText()).isEmpty();
    assertThat(line((byte[]) null).get("bytes").isNull()).isTrue();
    assertThat(line(new byte[] {'"', (byte) 0xff, '"'}).get("bytes").asText()).isEqualTo("Iv8i");
  }

  private JsonNode line(String value) throws Exception {
    return line(value.getBytes(UTF_8));
  }

  private JsonNode line(byte[] value) throws Exception {
    return new ObjectMapper().readTree(new JsonLine("web", "raw-web").of(row(value)));
  }

  private String text(String value) {
    return new String(new JsonLine("web", "raw-web").of(row(value.getBytes(UTF_8))), UTF_8);
  }

  private LakeRow row(byte[] value) {
    Sender sender = new Sender(new byte[] {(byte) 0xff}, "::1".getBytes(UTF_8), null);
    return rows.of(new RawRecord(ORIGIN, null, 1_234, 2, sender, value));
  }
}
