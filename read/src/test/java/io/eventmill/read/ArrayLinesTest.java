package io.eventmill.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events of an array, and what another JSON reader finds in it. */
class ArrayLinesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] TEXTS = {"", "a", "[{", "}],", "\"", "\\", "\n\t", "ä€", "\\\","};

  @Test
  void hasTheElementsThatAnotherReaderFinds() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      ArrayNode array = JSON.createArrayNode();
      for (int n = random.nextInt(6); n > 0; n--) {
        array.add(drawn(random, 0));
      }
      String pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array);
      for (String text : List.of(array.toString(), "\ufeff \n" + pretty + "\r\n")) {
        Items items = Items.of(text, ReadSettings.DEFAULT.withFormat(FileFormat.JSON_ARRAY));
        assertThat(items.unreadable).isEmpty();
        assertThat(items.events).isEqualTo(elements(array));
        assertThat(items.all.stream().map(Item::line).toList())
            .as("the numbers of the elements")
            .isEqualTo(counted(array.size()));
      }
    }
  }

  /** Wherever it is cut: what came before is there, and the end is told. */
  @Test
  void anArrayThatEndsInTheMiddleGivesWhatIsThere() throws IOException {
    String whole = "[{\"a\":\"},\"}, {\"b\":[1,{}]} ,{\"c\":2}]";
    List<JsonNode> all = elements((ArrayNode) JSON.readTree(whole));
    for (int cut = 1; cut < whole.length(); cut++) {
      Items items = new Items();
      boolean told = false;
      byte[] part = whole.substring(0, cut).getBytes(UTF_8);
      try (EventFile file =
          EventFile.open(new ByteArrayInputStream(part), "a.json", ReadSettings.DEFAULT)) {
        for (Item item = file.next(); item != null; item = file.next()) {
          items.add(item);
        }
      } catch (EOFException e) {
        told = true;
        assertThat(e).hasMessageContaining("the JSON array ends in the middle");
      }
      assertThat(told).as("cut behind %d bytes", cut).isTrue();
      assertThat(items.events).isEqualTo(all.subList(0, items.events.size()));
      assertThat(items.events.size()).isGreaterThanOrEqualTo(closed(whole, cut));
      assertThat(items.unreadable).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void anElementThatIsNoEventAndWhatStandsBehindTheArrayStopNothing() throws IOException {
    Items items = Items.of("[{\"a\":1}, 2, [3], {\"b\" 4}, {\"c\":5}] rest", ReadSettings.DEFAULT);

    assertThat(items.events).isEqualTo(List.of(Items.json("{\"a\":1}"), Items.json("{\"c\":5}")));
    assertThat(items.unreadable.stream().map(Item::line).toList())
        .isEqualTo(List.of(2L, 3L, 4L, 6L));
  }

  /** Elements that are there in full; each ends where the text written so far is one. */
  private static int closed(String whole, int cut) {
    int closed = 0;
    for (String end : List.of("},\"}", "[1,{}]}", "\"c\":2}")) {
      closed += whole.indexOf(end) + end.length() <= cut ? 1 : 0;
    }
    return closed;
  }

  private static JsonNode drawn(Random random, int depth) {
    var object = JSON.createObjectNode();
    for (int n = random.nextInt(4); n > 0; n--) {
      String name = TEXTS[random.nextInt(TEXTS.length)] + n;
      if (depth < 3 && random.nextInt(3) == 0) {
        object.set(name, drawn(random, depth + 1));
      } else if (random.nextInt(3) == 0) {
        object.putArray(name).add(random.nextInt()).add(TEXTS[random.nextInt(TEXTS.length)]);
      } else {
        object.put(name, TEXTS[random.nextInt(TEXTS.length)]);
      }
    }
    return object;
  }

  private static List<JsonNode> elements(ArrayNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private static List<Long> counted(int to) {
    List<Long> numbers = new ArrayList<>();
    for (long n = 1; n <= to; n++) {
      numbers.add(n);
    }
    return numbers;
  }
}
