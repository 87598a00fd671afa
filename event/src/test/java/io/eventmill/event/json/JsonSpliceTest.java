package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSpliceTest {
  private static final JsonFields FIELDS = JsonFields.of("/x", "/y");

  private final JsonScanner scanner = new JsonScanner(FIELDS);
  private final JsonSplice splice = new JsonSplice(FIELDS, List.of("x", "y"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{}|{\"x\":1,\"y\":[2]}",
        " { } |` { \"x\":1,\"y\":[2]} `",
        "{\"a\":0}|{\"a\":0,\"x\":1,\"y\":[2]}",
        "{ \"a\" : 1.50 \t} |{ \"a\" : 1.50 \t,\"x\":1,\"y\":[2]} ",
        "{\"x\":0}|{\"x\":1,\"y\":[2]}",
        "{\"x\":0,\"a\":1}|{\"a\":1,\"x\":1,\"y\":[2]}",
        "{\"a\":1,\"x\":0}|{\"a\":1,\"x\":1,\"y\":[2]}",
        "{\"a\":1, \"x\" : 0 , \"b\":2}|{\"a\":1,  \"b\":2,\"x\":1,\"y\":[2]}",
        "{\"x\":0,\"y\":0}|{\"x\":1,\"y\":[2]}",
        "{\"y\":{\"x\":0},\"x\":\"}\"}|{\"x\":1,\"y\":[2]}",
        "{\"y\":0,\"a\":1,\"x\":0}|{\"a\":1,\"x\":1,\"y\":[2]}",
        "{\"a\":1,\"y\":0,\"x\":0,\"b\":2}|{\"a\":1,\"b\":2,\"x\":1,\"y\":[2]}",
        "{\"\\u0078\":0,\"a\":{\"x\":0}}|{\"a\":{\"x\":0},\"x\":1,\"y\":[2]}",
      })
  void putsAdditionsBeforeTheLastBrace(String json, String expected) throws Exception {
    scanner.scan(json.getBytes(UTF_8));
    splice.set(1, "[2]".getBytes(UTF_8));
    splice.set(0, "0".getBytes(UTF_8));
    splice.set(0, "1".getBytes(UTF_8));

    assertThat(new String(splice.into(scanner), UTF_8)).isEqualTo(expected);
  }

  @Test
  void replacesOnlyWhatIsAdded() throws Exception {
    scanner.scan("{\"x\":0,\"y\":0}".getBytes(UTF_8));
    splice.set(1, "2".getBytes(UTF_8));

    assertThat(new String(splice.into(scanner), UTF_8)).isEqualTo("{\"x\":0,\"y\":2}");
  }

  @Test
  void givesTheEventItselfWhenNothingIsAdded() throws Exception {
    byte[] json = "{\"x\":0}".getBytes(UTF_8);
    scanner.scan(json);
    splice.set(0, "1".getBytes(UTF_8));
    splice.clear();

    assertThat(splice.into(scanner)).isSameAs(json);
    assertThat(splice.get(0)).isNull();
  }

  @Test
  void givesTheScannedRangeAlone() throws Exception {
    byte[] row = "{\"a\":1}  {\"b\":2}  ".getBytes(UTF_8);

    int behind = scanner.scanValue(row, 0, row.length);
    assertThat(splice.into(scanner)).asString().isEqualTo("{\"a\":1}");
    splice.set(0, "3".getBytes(UTF_8));
    assertThat(splice.into(scanner)).asString().isEqualTo("{\"a\":1,\"x\":3}");
    scanner.scan(row, behind, row.length);
    assertThat(splice.into(scanner)).asString().isEqualTo("  {\"b\":2,\"x\":3}  ");
  }

  @Test
  void refusesFieldsThatTheScannerDoesNotLookFor() {
    assertThatThrownBy(() -> new JsonSplice(FIELDS, List.of("x", "z")))
        .hasMessage("the scanner does not look for the field 'z'");
    assertThatThrownBy(() -> new JsonSplice(FIELDS, List.of("x", "x")))
        .hasMessage("'x' is added twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{\"x\":0}|{}",
        " { \"x\" : 0 } |` { } `",
        "{\"x\":0,\"a\":1}|{\"a\":1}",
        "{\"a\":1, \"x\":0 }|{\"a\":1}",
        "{\"a\":1 , \"x\":0,\"y\":{\"z\":[1]} }|{\"a\":1 }",
        "{\"x\":0,\"y\":{\"z\":1}}|{}",
        "{\"y\":{\"z\":1},\"a\":1,\"x\":0}|{\"a\":1}",
        "{\"a\":{\"x\":0}}|{\"a\":{\"x\":0}}",
      })
  void takesFieldsOutWithOneCommaEach(String json, String expected) throws Exception {
    scanner.scan(json.getBytes(UTF_8));
    splice.remove(0);
    splice.remove(1);

    assertThat(new String(splice.into(scanner), UTF_8)).isEqualTo(expected);
    assertThat(splice.isRemoved(0)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"b\":\"secret\", \"c\":2}, \"x\" : 7 }|{\"a\":{\"b\":\"*\"}, \"x\" : \"+\" ,\"new\":1}",
        "{\"x\":7,\"a\":{\"c\":2,\"b\":3}}|{\"x\":\"+\",\"a\":{\"b\":\"*\"},\"new\":1}",
        "{\"x\":7,\"a\":{\"c\":2},\"b\":3,\"new\":{}}|{\"x\":\"+\",\"a\":{},\"b\":3,\"new\":1}",
      })
  void changesFieldsWhereTheyStandAlsoInside(String json, String expected) throws Exception {
    JsonFields fields = JsonFields.of("/a/b", "/a/c", "/x", "/new");
    JsonScanner inside = new JsonScanner(fields);
    JsonSplice changes = new JsonSplice(fields, List.of("new"), List.of("/a/b", "/a/c", "/x"));
    inside.scan(json.getBytes(UTF_8));

    if (inside.kind(0) != JsonKind.ABSENT) {
      changes.replace(changes.slot("/a/b"), "\"*\"".getBytes(UTF_8));
    }
    changes.remove(changes.slot("/a/c"));
    changes.replace(changes.slot("/x"), "\"+\"".getBytes(UTF_8));
    changes.set(changes.slot("/new"), "1".getBytes(UTF_8));

    assertThat(new String(changes.into(inside), UTF_8)).isEqualTo(expected);
  }

  @Test
  void changesWhatHasBeenAdded() throws Exception {
    scanner.scan("{\"x\":0,\"a\":1}".getBytes(UTF_8));
    splice.set(0, "1".getBytes(UTF_8));
    splice.replace(0, "2".getBytes(UTF_8));
    splice.set(1, "3".getBytes(UTF_8));
    splice.remove(1);

    assertThat(splice.into(scanner)).asString().isEqualTo("{\"a\":1,\"x\":2}");

    splice.replace(0, "5".getBytes(UTF_8));
    splice.set(1, "4".getBytes(UTF_8));
    splice.remove(0);
    splice.set(0, "2".getBytes(UTF_8));
    assertThat(splice.into(scanner)).asString().isEqualTo("{\"a\":1,\"x\":2,\"y\":4}");

    splice.clear();
    splice.replace(0, "6".getBytes(UTF_8));
    splice.remove(0);
    assertThat(splice.into(scanner)).asString().isEqualTo("{\"a\":1}");
  }
}
