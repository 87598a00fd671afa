package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is compiled, and what is left to the library. */
class LibraryPlacesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{'properties': {'a': {'type': 'string', 'x-note': 1, 'title': 't'}}}¦nothing",
        "{'allOf': [{'$ref': '#/$defs/a'}, {'required': ['b']}], '$defs': {'a': {'type': 'object'}}}¦nothing",
        "{'oneOf': [{'required': ['a']}, {'required': ['b']}], 'if': true, 'then': {'minProperties': 1}}¦nothing",
        "{'properties': {'children': {'items': {'$ref': '#'}}}}¦nothing",
        "{'properties': {'a': {'uniqueItems': true}, 'b': {'contains': {}}}}¦/properties/a, /properties/b",
        "{'properties': {'a': {'enum': [{}, 1]}}}¦/properties/a",
        "{'properties': {'a': {'prefixItems': [{}]}}}¦/properties/a",
        "{'properties': {'a/b': {'patternProperties': {'x': {}}}}}¦/properties/a~1b",
        "{'properties': {'a': {}}, 'unevaluatedProperties': false}¦everything",
        "{'$defs': {'a': {'$id': 'http://a/b', 'type': 'string'}}, 'type': 'object'}¦everything",
        "{'$schema': 'http://json-schema.org/draft-04/schema#', 'type': 'string'}¦everything",
        "{'$schema': 'http://json-schema.org/draft-07/schema#', 'items': [{}]}¦everything",
        "{'$schema': 'http://json-schema.org/draft-07/schema#', 'prefixItems': [{}]}¦nothing"
      })
  void areTold(String schema, String places) {
    SchemaValidator validator = SchemaValidator.compile(schema.replace('\'', '"'));

    List<String> expected =
        switch (places) {
          case "everything" -> List.of("");
          case "nothing" -> List.of();
          default -> List.of(places.split(", "));
        };
    assertThat(validator.libraryPlaces()).isEqualTo(expected);
  }

  @Test
  void aPlaceOfTheLibraryTellsItsFaultsWithTheWholePointer() {
    SchemaValidator validator =
        SchemaValidator.compile(
            """
            {"properties": {"a/b": {"items": {"uniqueItems": true, "properties": {
              "c": {"minimum": 5}}, "required": ["d"]}}}}
            """);

    assertThat(validator.libraryPlaces()).containsExactly("/properties/a~1b/items");
    assertThat(validator.validate("{\"a/b\":[{\"d\":1},{\"c\":4,\"d\":1}]}".getBytes(UTF_8)))
        .isEqualTo(
            new Violation(
                "/a~1b/1/c", "minimum", "/a~1b/1/c is 4 (a number); it must be at least 5"));
    assertThat(validator.validate("{\"a/b\":[{}]}".getBytes(UTF_8)))
        .isEqualTo(new Violation("/a~1b/0/d", "required", "/a~1b/0/d is missing; it is required"));
  }

  @Test
  void alternativesThatMultiplyGoToTheLibrary() {
    String schema = "{\"type\": \"string\"}";
    for (int i = 0; i < 6; i++) {
      schema = "{\"anyOf\": [" + schema + "," + schema + "]}";
    }

    assertThat(SchemaValidator.compile(schema).libraryPlaces()).containsExactly("");
  }

  @Test
  void partsThatAreSharedByManyAreCompiledOnce() {
    StringBuilder schema = new StringBuilder("{\"$ref\": \"#/$defs/d40\", \"$defs\": {\"d0\": {}");
    for (int i = 1; i <= 40; i++) { // written out, this would be 2^40 parts
      String before = "{\"$ref\": \"#/$defs/d" + (i - 1) + "\"}";
      schema.append(", \"d").append(i).append("\": {\"allOf\": [");
      schema.append(before).append(',').append(before).append("]}");
    }
    SchemaValidator validator = SchemaValidator.compile(schema + "}}");

    assertThat(validator.libraryPlaces()).isEmpty();
    assertThat(validator.validate("{}".getBytes(UTF_8))).isNull();
  }
}
