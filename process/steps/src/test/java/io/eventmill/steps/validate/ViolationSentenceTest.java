package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed event says. Quotes are written ' here. */
class ViolationSentenceTest {
  private static final String ORDER =
      """
      {'type': 'object', 'required': ['id'],
       'properties': {
         'id': {'type': 'string', 'minLength': 2, 'maxLength': 4, 'pattern': '^[a-zé]*$'},
         'price': {'type': 'number', 'exclusiveMinimum': 0, 'multipleOf': 0.01},
         'count': {'type': 'integer', 'minimum': 1, 'maximum': 10},
         'at': {'format': 'date-time'},
         'currency': {'enum': ['EUR', 'USD', null]},
         'kind': {'const': 'order'},
         'tags': {'type': 'array', 'items': {'type': 'string'}, 'maxItems': 2},
         'to': {'anyOf': [{'type': 'string'}, {'type': 'object', 'minProperties': 1}]},
         'gone': false},
       'additionalProperties': false}
      """;

  static Stream<Arguments> faults() {
    return Stream.of(
        row("[]", "", "type", "the event is [] (an array); it must be an object"),
        row("{}", "/id", "required", "/id is missing; it is required"),
        row("{'id':7}", "/id", "type", "/id is 7 (a number); it must be a string"),
        row("a", "minLength", "/id is 'a' (a string); it must have at least 2 characters"),
        row("ééééé", "maxLength", "/id is 'ééééé' (a string); it must have at most 4 characters"),
        row("ab1", "pattern", "/id is 'ab1' (a string); it must match the pattern ^[a-zé]*$"),
        field("price", "0.0", "exclusiveMinimum", "is 0.0 (a number); it must be more than 0"),
        field("price", "1.005", "multipleOf", "is 1.005 (a number); it must be a multiple of 0.01"),
        field("count", "1.5", "type", "is 1.5 (a number); it must be an integer"),
        field("count", "0", "minimum", "is 0 (a number); it must be at least 1"),
        field("count", "11", "maximum", "is 11 (a number); it must be at most 10"),
        field(
            "at",
            "'yesterday'",
            "format",
            "is 'yesterday' (a string); it must be a date and time with an offset, such as"
                + " 2026-11-21T08:30:00Z"),
        field(
            "currency", "'DM'", "enum", "is 'DM' (a string); it must be one of 'EUR', 'USD', null"),
        field("kind", "true", "const", "is true; it must be 'order'"),
        element("tags", "[1,2]", "/0", "type", "is 1 (a number); it must be a string"),
        field(
            "tags",
            "['a','b','c']",
            "maxItems",
            "is ['a','b','c'] (an array); it must have at most 2 elements"),
        field(
            "to",
            "{}",
            "anyOf",
            "is {} (an object); it must fit at least one of the 2 alternatives of anyOf"),
        field("gone", "1", "false", "is 1; the schema has no such field"),
        row(
            "{'id':'ab','a/b~':1}",
            "/a~1b~0",
            "additionalProperties",
            "/a~1b~0 is 1; the schema has no such field"),
        row(
            "{'id':'ab','id':'ab'}",
            "/id",
            "duplicate",
            "/id stands more than once in its object; send it once"));
  }

  private static Arguments row(String event, String pointer, String keyword, String message) {
    return Arguments.of(event, pointer, keyword, message);
  }

  /** Of the id. */
  private static Arguments row(String id, String keyword, String message) {
    return Arguments.of("{'id':'" + id + "'}", "/id", keyword, message);
  }

  private static Arguments field(String field, String value, String keyword, String rest) {
    return element(field, value, "", keyword, rest);
  }

  private static Arguments element(
      String field, String value, String tail, String keyword, String rest) {
    String pointer = "/" + field + tail;
    String event = "{'id':'ab','" + field + "':" + value + "}";
    return Arguments.of(event, pointer, keyword, pointer + " " + rest);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void tellsWhatWhereWhatWasFoundAndWhatWouldBeRight(
      String event, String pointer, String keyword, String message) {
    Violation expected = new Violation(pointer, keyword, message.replace('\'', '"'));
    byte[] json = event.replace('\'', '"').getBytes(UTF_8);

    Violation compiled = SchemaValidator.compile(ORDER.replace('\'', '"')).validate(json);
    Violation library =
        SchemaValidator.byLibrary(ORDER.replace('\'', '"'), SchemaSettings.defaults())
            .validate(json);

    assertThat(compiled).isEqualTo(expected);
    assertThat(library.pointer()).isEqualTo(pointer);
    assertThat(library.keyword()).isEqualTo(keyword);
  }

  @Test
  void tellsWhereAnEventStopsBeingJson() {
    Violation violation = SchemaValidator.compile("{}").validate("{\"a\":[1,]}".getBytes(UTF_8));

    assertThat(violation)
        .isEqualTo(
            new Violation(
                "/a/1", "json", "the event is not JSON: expected a value, found ']' at byte 8"));
  }

  @Test
  void repeatsOnlyTheBeginningOfALongValueAndStaysInOneLine() {
    SchemaValidator validator = SchemaValidator.compile("{\"type\": \"integer\"}");
    String text = "\"" + "😀\\n ".repeat(10_000) + "\"";

    Violation violation = validator.validate(text.getBytes(UTF_8));

    assertThat(violation.message()).hasLineCount(1).hasSizeLessThan(250).contains("...");
    assertThat(violation.message()).doesNotContain("\ufffd");
  }
}
