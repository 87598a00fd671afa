package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.SharedData;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStringsTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"\\/\b\f\n\r\t\0\u001f\u007f\u2028",
        "é😀",
        "\ud800",
        "\ude00\ud83d",
        "\ud83d\ud83d\ude00\ude00"
      })
  void writesWhatItReads(String text) throws Exception {
    assertThat(roundTrip(text)).isEqualTo(text);
  }

  @Property
  void writesWhatItReadsAndWhatOthersRead(@ForAll String text) throws Exception {
    assertThat(roundTrip(text)).isEqualTo(text);
    assertThat(JACKSON.readTree(JsonStrings.quote(text).getBytes(UTF_8)).textValue())
        .isEqualTo(text);
  }

  @Test
  void readsEveryEscape() throws Exception {
    byte[] json = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\u00e9\\ud83d\\ude00\"".getBytes(UTF_8);

    assertThat(JsonStrings.decode(json, 1, json.length - 1)).isEqualTo("\"\\/\b\f\n\r\téé😀");
  }

  @Test
  void bringsNaughtyStringsThroughUnharmed() throws Exception {
    for (JsonNode naughty : naughtyStrings()) {
      assertThat(roundTrip(naughty.textValue())).isEqualTo(naughty.textValue());
    }
  }

  /** Through UTF-8 bytes and a scan, as on the way from an enrichment to a reader. */
  private static String roundTrip(String text) throws JsonSyntaxException {
    byte[] json = ("{\"a\":" + JsonStrings.quote(text) + "}").getBytes(UTF_8);
    JsonScanner scanner = new JsonScanner(JsonFields.of("/a"));
    scanner.scan(json);
    return scanner.text(0);
  }

  private static JsonNode naughtyStrings() throws IOException {
    JsonNode all = JACKSON.readTree(SharedData.folder("blns").resolve("blns.json").toFile());
    assertThat(all.size()).isGreaterThan(500);
    return all;
  }
}
