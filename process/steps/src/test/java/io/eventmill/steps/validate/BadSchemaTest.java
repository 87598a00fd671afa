package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that cannot be used is told so when it is compiled, with the place. */
class BadSchemaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{'type': 'strng'}¦/type¦is \"strng\"; it must be one or a list of array, boolean",
        "{'properties': {'a': {'minLength': -1}}}¦/properties/a/minLength¦at least 0",
        "{'properties': {'a': {'minLength': '1'}}}¦/properties/a/minLength¦must be an integer",
        "{'required': 'a'}¦/required¦must be an array",
        "{'required': ['a', 'a']}¦/required¦the same element twice",
        "{'multipleOf': 0}¦/multipleOf¦must be more than 0",
        "{'properties': {'a': 7}}¦/properties/a¦must be an object or true or false",
        "{'items': {'pattern': '^(ab'}}¦/items/pattern¦a '(' is not closed",
        "{'patternProperties': {'a/**': {}}}¦/patternProperties/a~1**¦no possessive or doubled quantifiers",
        "{'pattern': '(?i)a'}¦/pattern¦ECMA 262 has no group that begins like this",
        "{'maxLength': 99999999999}¦/maxLength¦the limit is 2147483647",
        "{'maxLength': 5,}¦``¦expected a field name in quotes",
        "{'type': 'object', 'type': 'string'}¦/type¦stands more than once",
        "{'$schema': 'http://json-schema.org/draft-03/schema#'}¦/$schema¦no draft we know",
        "{'$schema': 7}¦/$schema¦no draft we know",
        "[]¦``¦must be an object",
        "{'$ref': '#/$defs/gone'}¦/$ref¦refers to #/$defs/gone, which is not there",
        "{'properties': {'a': {'$ref': '#nowhere'}}}¦``¦nowhere"
      })
  void saysWhatAndWhere(String schema, String pointer, String message) {
    String json = schema.replace('\'', '"');

    assertThatThrownBy(() -> SchemaValidator.compile(json))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageContaining(message)
        .hasMessageStartingWith("the schema" + (pointer.isEmpty() ? ": " : " at " + pointer + ": "))
        .extracting(thrown -> ((BadSchemaException) thrown).pointer())
        .isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/schema.json",
        "https://example.com/user.json#/$defs/id",
        "file:///etc/passwd",
        "classpath:draft-07/schema",
        "jar:file:/x.jar!/y",
        "other.json",
        "urn:uuid:deadbeef-1234-ffff-ffff-4321feebdaed"
      })
  void nothingIsFetched(String iri) {
    String schema = "{\"properties\": {\"a\": {\"$ref\": \"" + iri + "\"}}}";

    assertThatThrownBy(() -> SchemaValidator.compile(schema))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageStartingWith("the schema at /properties/a/$ref: refers to '")
        .hasMessageContaining("Nothing is fetched: put what it refers to under $defs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\": \"#\"}",
        "{\"$ref\": \"#/$defs/a\", \"$defs\": {\"a\": {\"$ref\": \"#/$defs/b\"}, \"b\": {\"$ref\":"
            + " \"#/$defs/a\"}}}",
        "{\"allOf\": [{\"$ref\": \"#\"}]}",
        "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#\"}]}",
        "{\"properties\": {\"a\": {\"not\": {\"$ref\": \"#/properties/a\"}}}}"
      })
  void aSchemaThatRefersToItselfForTheSameValueHasNoEnd(String schema) {
    assertThatThrownBy(() -> SchemaValidator.compile(schema))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageMatching("the schema.*: (its references lead in a circle|refers to itself.*)");
  }

  @Test
  void theMetaSchemasMayBeReferredTo() {
    SchemaValidator validator =
        SchemaValidator.compile("{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}");

    assertThat(validator.validate("{\"minLength\":-1}".getBytes(UTF_8)))
        .extracting(Violation::pointer)
        .isEqualTo("/minLength");
  }
}
