package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaBundleTest {
  @Test
  void aSchemaThatRefersToNothingStaysAsItIs() {
    assertThat(SchemaBundle.of(" {} ", Map.of())).isEqualTo(" {} ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"address.json\"}",
        "{\"$ref\":\"address.json#\"}",
        "{\"$id\":\"http://shop/order.json\",\"$ref\":\"address.json\"}",
        "{\"$id\":\"http://shop/order.json\",\"$ref\":\"http://shop/address.json\"}",
        "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"allOf\":[{\"$ref\":\"address.json\"}]}",
        "{\"$ref\":\"#/$defs/there\",\"$defs\":{\"there\":{\"$ref\":\"address.json\"}}}",
        "{\"definitions\":{\"address.json\":false},\"allOf\":[{\"$ref\":\"address.json\"}]}",
      })
  void whatItRefersToHoldsAndIsCompiledToo(String schema) {
    Map<String, String> references =
        Map.of(
            "address.json",
            "{\"$id\":\"http://shop/address.json\",\"properties\":{\"zip\":{\"$ref\":\"#/$defs/zip\"},"
                + "\"of\":{\"$ref\":\"#\"},\"land\":{\"$ref\":\"land%20list.json#/$defs/land\"}},"
                + "\"$defs\":{\"zip\":{\"pattern\":\"^\\\\d{5}$\"}}}",
            "land%20list.json",
            "{\"$defs\":{\"land\":{\"enum\":[\"DE\",\"FR\"]}}}");

    SchemaValidator validator = SchemaValidator.compile(SchemaBundle.of(schema, references));

    assertThat(pointer(validator, "{\"zip\":\"12345\",\"of\":{\"zip\":\"54321\"},\"land\":\"DE\"}"))
        .isNull();
    assertThat(pointer(validator, "{\"zip\":\"1234\"}")).isEqualTo("/zip");
    assertThat(pointer(validator, "{\"of\":{\"of\":{\"zip\":\"1234\"}}}")).isEqualTo("/of/of/zip");
    assertThat(pointer(validator, "{\"land\":\"XX\"}")).isEqualTo("/land");
  }

  @Test
  void whatIsNoSchemaIsTold() {
    assertThatThrownBy(() -> SchemaBundle.of("{\"$ref\":\"a\"}", Map.of("a", "{\"type\":\"txt\"}")))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageContaining("/type");
    assertThatThrownBy(
            () -> SchemaValidator.compile(SchemaBundle.of("{\"$ref\":\"b\"}", Map.of("a", "{}"))))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageContaining("refers to 'b'");
  }

  private static String pointer(SchemaValidator validator, String event) {
    Violation violation = validator.validate(event.getBytes(UTF_8));
    return violation == null ? null : violation.pointer();
  }
}
