package io.eventmill.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {
  @Test
  void sendsEachLineByteForByte() throws Exception {
    String one = "{ \"a\" : 1.50,\t\"b\":\"\\u00e9 größer\" }";
    Items items = Items.of(one + "\r\n\n  \n{}\n", ReadSettings.DEFAULT);

    assertThat(items.all).hasSize(2);
    assertThat(((Item.Event) items.all.get(0)).json())
        .isEqualTo(one.getBytes(StandardCharsets.UTF_8));
    assertThat(items.all.get(1).line()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1|not JSON: expected ',' or '}' in the object, found the end",
        "[1]|expected one JSON object in the line, found array",
        "7|expected one JSON object in the line, found number",
        "nonsense|not JSON: expected a value, found 'n'",
        "{\"a\":01}|not JSON: a number must not begin with 0"
      })
  void tellsWhyALineIsUnreadableAndGoesOn(String line, String reason) throws Exception {
    Items items = Items.of("{\"a\":1}\n" + line + "\n{\"a\":2}\n", ReadSettings.DEFAULT);

    assertThat(items.events).hasSize(2);
    assertThat(items.unreadable).hasSize(1);
    assertThat(items.unreadable.get(0).line()).isEqualTo(2);
    assertThat(items.unreadable.get(0).reason()).startsWith(reason);
    assertThat(items.unreadable.get(0).original()).asString().isEqualTo(line);
  }

  @Test
  void movesFieldsThatAreMapped() throws Exception {
    Items items =
        Items.of(
            "{\"ts\":\"now\",\"n\":1.50,\"user\":{\"id\":\"u1\",\"x\":[1]},\"kind\":\"sale\"}\n",
            map("event_time=ts,event_type=kind", "/who/id=/user/id", "source=:a\\, b"));

    assertThat(items.events)
        .containsExactly(
            Items.json(
                """
                {"n":1.50,"user":{"id":"u1","x":[1]},"event_time":"now","event_type":"sale",
                 "who":{"id":"u1"},"source":"a, b"}"""));
  }

  @Test
  void numbersKeepTheirSpelling() throws Exception {
    Items items = Items.of("{\"n\":12345678901234567890.10,\"m\":1e400}\n", map("amount=n"));

    assertThat(((Item.Event) items.all.get(0)).json())
        .asString()
        .isEqualTo("{\"m\":1e400,\"amount\":12345678901234567890.10}");
  }

  @Test
  void placesAFieldIntoAnObjectThatIsThere() throws Exception {
    Items items = Items.of("{\"p\":{\"a\":1},\"os\":\"x\"}\n", map("/p/platform=os"));

    assertThat(items.events).containsExactly(Items.json("{\"p\":{\"a\":1,\"platform\":\"x\"}}"));
  }

  @Test
  void doesNotPlaceAFieldIntoAText() throws Exception {
    Items items = Items.of("{\"p\":\"text\",\"os\":\"x\"}\n", map("/p/platform=os"));

    assertThat(items.unreadable.get(0).reason())
        .isEqualTo("a field cannot be put into 'p', which holds \"text\" and is no object");
  }

  @Test
  void mappedFieldsMaySwapNames() throws Exception {
    Items items = Items.of("{\"a\":1,\"b\":2}\n", map("a=b,b=a"));

    assertThat(items.events).containsExactly(Items.json("{\"a\":2,\"b\":1}"));
  }

  @Test
  void theSameLineHasTheSameIdInEveryRunAndEachOccurrenceItsOwn() throws Exception {
    String text = "{\"a\":1}\n{\"a\":2}\n{\"a\":1}\n";
    Items once = Items.of(text, map("id=#id,line=#line,file=#file"));
    Items again = Items.of(text + "{\"a\":1}\n", map("id=#id,line=#line,file=#file"));

    assertThat(again.events.subList(0, 3)).isEqualTo(once.events);
    assertThat(again.events.stream().map(e -> e.get("id").textValue()).distinct()).hasSize(4);
    assertThat(once.events.get(2).get("line").intValue()).isEqualTo(3);
    assertThat(once.events.get(0).get("file").textValue()).isEqualTo("file");
  }

  @Test
  void aFieldThatStandsTwiceIsNotGuessedAt() throws Exception {
    Items items = Items.of("{\"a\":1,\"a\":2}\n", map("b=a"));

    assertThat(items.unreadable.get(0).reason()).isEqualTo("the field 'a' stands in it twice");
  }

  @Test
  void remembersSourcesThatNoLineHad() throws Exception {
    byte[] text = "{\"a\":1}\n{\"b\":2}\n".getBytes(StandardCharsets.UTF_8);
    try (EventFile file =
        EventFile.open(
            new java.io.ByteArrayInputStream(text), "x", map("c=b,d=misspelt,e=/b/deep"))) {
      while (file.next() != null) {}

      assertThat(file.mappedButNotSeen()).containsExactly("/b/deep", "misspelt");
    }
  }

  @Test
  void refusesMapsItCannotRead() {
    assertMap("event_time", "'event_time' is not understood; write target=source");
    assertMap("=ts", "'=ts' is not understood");
    assertMap("id=#ids", "'#ids' is not known, did you mean '#id'?");
    assertMap("/a~2=ts", "'/a~2' is not a JSON pointer");
  }

  private static void assertMap(String map, String message) {
    assertThatThrownBy(() -> Items.of("{}\n", map(map)))
        .isInstanceOf(ReadException.class)
        .hasMessageContaining(message);
  }

  private static ReadSettings map(String... entries) {
    return ReadSettings.DEFAULT.withMap(List.of(entries)).withFormat(FileFormat.JSON_LINES);
  }
}
