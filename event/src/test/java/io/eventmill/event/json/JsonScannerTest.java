package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
  @Test
  void findsTheWantedFieldsAndTheirKinds() throws JsonSyntaxException {
    JsonScanner scan =
        scan(
            """
            {"s": "x", "n": -1.5e3, "t": true, "f": false, "z": null, "o": {"s": 1}, "a": [{"s": 2}]}""",
            "/s",
            "/n",
            "/t",
            "/f",
            "/z",
            "/o",
            "/a",
            "/none");

    assertThat(scan.rootKind()).isEqualTo(JsonKind.OBJECT);
    assertThat(scan.text(0)).isEqualTo("x");
    assertThat(scan.text(1)).isEqualTo("-1.5e3");
    assertThat(scan.kind(2)).isEqualTo(JsonKind.TRUE);
    assertThat(scan.kind(3)).isEqualTo(JsonKind.FALSE);
    assertThat(scan.kind(4)).isEqualTo(JsonKind.NULL);
    assertThat(scan.text(5)).isEqualTo("{\"s\": 1}");
    assertThat(scan.text(6)).isEqualTo("[{\"s\": 2}]");
    assertThat(scan.kind(7)).isEqualTo(JsonKind.ABSENT);
    assertThat(scan.text(7)).isNull();
    assertThat(scan.duplicate()).isEqualTo(-1);
  }

  @Test
  void followsNestedPointersAlsoWhereTheObjectOnTheWayIsWantedItself() throws JsonSyntaxException {
    JsonScanner scan =
        scan(
            "{\"c\":0,\"a\":{\"b\":{\"c\":1},\"c\":2},\"b\":{\"c\":3}}",
            "/a",
            "/a/b/c",
            "/b/c",
            "/a/x/c");

    assertThat(scan.text(0)).isEqualTo("{\"b\":{\"c\":1},\"c\":2}");
    assertThat(scan.text(1)).isEqualTo("1");
    assertThat(scan.text(2)).isEqualTo("3");
    assertThat(scan.kind(3)).isEqualTo(JsonKind.ABSENT);
  }

  @Test
  void doesNotLookIntoArrays() throws JsonSyntaxException {
    JsonScanner scan = scan("{\"a\":[{\"b\":1}],\"0\":2}", "/a/b", "/a/0", "/0");

    assertThat(scan.kind(0)).isEqualTo(JsonKind.ABSENT);
    assertThat(scan.kind(1)).isEqualTo(JsonKind.ABSENT);
    assertThat(scan.text(2)).isEqualTo("2");
  }

  @Test
  void knowsNamesThatAreWrittenWithEscapes() throws JsonSyntaxException {
    JsonScanner scan =
        scan(
            "{\"\\u0061\":1,\"m\\/n\":2,\"\\u00e9\":3,\"x~y\":4,\"\\ud83d\\ude00\":5}",
            "/a",
            "/m~1n",
            "/é",
            "/x~0y",
            "/😀");

    assertThat(scan.text(0)).isEqualTo("1");
    assertThat(scan.text(1)).isEqualTo("2");
    assertThat(scan.text(2)).isEqualTo("3");
    assertThat(scan.text(3)).isEqualTo("4");
    assertThat(scan.text(4)).isEqualTo("5");
  }

  @Test
  void doesNotTakeAnEscapeInOneNameForOneInTheNext() throws JsonSyntaxException {
    JsonScanner scan = scan("{\"\\u0062\":\"\\n\",\"a\":1}", "/a");

    assertThat(scan.text(0)).isEqualTo("1");
  }

  @Test
  void knowsNamesOfAnyLength() throws JsonSyntaxException {
    String just = "n".repeat(63);
    String over = "n".repeat(64);
    JsonScanner scan =
        scan("{\"" + over + "\":1,\"" + just + "\":2,\"" + over + "n\":3}", "/" + just, "/" + over);

    assertThat(scan.text(0)).isEqualTo("2");
    assertThat(scan.text(1)).isEqualTo("1");
  }

  @Test
  void forgetsTheEventBefore() throws JsonSyntaxException {
    JsonScanner scan = scan("{\"a\":1,\"a\":2}", "/a");

    scan.scan("{}".getBytes(UTF_8));

    assertThat(scan.kind(0)).isEqualTo(JsonKind.ABSENT);
    assertThat(scan.duplicate()).isEqualTo(-1);
    assertThat(scan.isEmptyObject()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":1}                      | /a",
        "{\"a\":null,\"x\":0,\"\\u0061\":null}  | /a",
        "{\"b\":{\"c\":1,\"c\":2}}              | /b/c",
        "{\"b\":{\"c\":1},\"b\":{}}             | /b/c",
        "{\"b\":{},\"b\":{\"c\":1}}             | /b/c",
        "{\"b\":0,\"b\":{\"c\":1}}              | /b/c",
        "{\"b\":0,\"b\":0,\"a\":1,\"a\":2}      | /b/c",
      })
  void namesAWantedFieldThatStandsTwice(String json, String pointer) throws JsonSyntaxException {
    JsonScanner scan = scan(json, "/a", "/b/c");

    assertThat(scan.fields().pointer(scan.duplicate())).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"x\":1,\"x\":2}",
        "{\"a\":1,\"x\":{\"a\":1},\"b\":{\"a\":1}}",
        "{\"x\":[{\"a\":1},{\"a\":1}]}",
        "{\"b\":{\"x\":1,\"x\":1}}",
      })
  void doesNotMindOtherFieldsThatStandTwice(String json) throws JsonSyntaxException {
    assertThat(scan(json, "/a", "/b/c").duplicate()).isEqualTo(-1);
  }

  @Test
  void takesTheDepthLimitAndRefusesOneLevelMore() throws JsonSyntaxException {
    JsonScanner scanner = new JsonScanner(JsonFields.of());

    scanner.scan(nested(JsonScanner.DEPTH_MAX_DEFAULT));

    assertThatThrownBy(() -> scanner.scan(nested(JsonScanner.DEPTH_MAX_DEFAULT + 1)))
        .isInstanceOfSatisfying(
            JsonSyntaxException.class,
            e -> {
              assertThat(e.isTooDeep()).isTrue();
              assertThat(e).hasMessage("nested deeper than the limit of 256 at byte 256");
            });
  }

  @Test
  void takesTheDeepestLimitAndRefusesAHigherOne() throws JsonSyntaxException {
    new JsonScanner(JsonFields.of(), JsonScanner.DEPTH_MAX_LIMIT)
        .scan(nested(JsonScanner.DEPTH_MAX_LIMIT));

    assertThatThrownBy(() -> new JsonScanner(JsonFields.of(), JsonScanner.DEPTH_MAX_LIMIT + 1))
        .hasMessageContaining("is not from 1 to 1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":}            | 5  | expected a value, found '}'",
        "{\"a\" 1}           | 5  | expected ':' after the field name, found '1'",
        "{a:1}               | 1  | expected a field name in quotes, found 'a'",
        "{\"a\":1,}          | 7  | expected a field name in quotes, found '}'",
        "{\"a\":1            | 6  | expected ',' or '}' in the object, found the end",
        "[1 2]               | 3  | expected ',' or ']' in the array, found '2'",
        "[\"a                | 3  | the string that begins at byte 1 is not closed",
        "[\"\\x\"]           | 3  | no such escape: \\ followed by 'x'",
        "[\"\\u12g4\"]       | 6  | expected four hex digits after \\u, found 'g'",
        "[\"\\u12            | 2  | an escape is cut off",
        "[01]                | 1  | a number must not begin with 0",
        "[-]                 | 2  | a number needs a digit after '-'",
        "[1.]                | 3  | a number needs a digit after its point",
        "[1e+]               | 4  | a number needs a digit in its exponent",
        "[tru]               | 1  | expected a value, found 't'",
        "{} x                | 3  | expected the end of the event, found 'x'",
      })
  void saysWhatIsWrongAndWhere(String json, int offset, String message) {
    JsonSyntaxException e = catchThrowableOfType(JsonSyntaxException.class, () -> scan(json));

    assertThat(e.offset()).isEqualTo(offset);
    assertThat(e).hasMessage(message + " at byte " + offset);
  }

  @Test
  void namesBytesThatCannotBeShown() {
    byte[] tab = {'"', '\t', '"'};
    byte[] latin = {'"', (byte) 0xe9, '"'};
    byte[] mark = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'};

    assertThatThrownBy(() -> new JsonScanner(JsonFields.of()).scan(tab))
        .hasMessage("a control character must be escaped in a string; found byte 0x09 at byte 1");
    assertThatThrownBy(() -> new JsonScanner(JsonFields.of()).scan(latin))
        .hasMessage("not UTF-8: byte 0xe9 at byte 1");
    assertThatThrownBy(() -> new JsonScanner(JsonFields.of()).scan(mark))
        .hasMessage("expected a value, found a byte order mark at byte 0");
  }

  @Test
  void readsValuesThatStandInARow() throws JsonSyntaxException {
    byte[] row = "  {\"a\":1}\n{\"a\":22} ".getBytes(UTF_8);
    JsonScanner scanner = new JsonScanner(JsonFields.of("/a"));

    int first = scanner.scanValue(row, 0, row.length);
    String one = scanner.text(0);
    int second = scanner.scanValue(row, first, row.length);

    assertThat(first).isEqualTo(9);
    assertThat(one).isEqualTo("1");
    assertThat(scanner.text(0)).isEqualTo("22");
    assertThat(second).isEqualTo(18);
  }

  @Test
  void staysWithinTheRangeItIsGiven() {
    byte[] bytes = "{\"a\":tru".getBytes(UTF_8);
    byte[] more = "[1,2,3]".getBytes(UTF_8);
    JsonScanner scanner = new JsonScanner(JsonFields.of());

    for (int to = 0; to < bytes.length; to++) {
      int end = to;
      assertThatThrownBy(() -> scanner.scan(bytes, 0, end)).isInstanceOf(JsonSyntaxException.class);
    }
    assertThatThrownBy(() -> scanner.scan(more, 0, more.length - 1))
        .hasMessageContaining("the end");
    assertThatThrownBy(() -> scanner.scan(more, 2, 5)).hasMessageEndingWith("at byte 0");
  }

  private static JsonScanner scan(String json, String... pointers) throws JsonSyntaxException {
    JsonScanner scanner = new JsonScanner(JsonFields.of(pointers));
    scanner.scan(json.getBytes(UTF_8));
    return scanner;
  }

  private static byte[] nested(int depth) {
    return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
  }
}
