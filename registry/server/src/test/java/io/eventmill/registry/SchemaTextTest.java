package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
  private static final SchemaText TEXT = new SchemaText(RegistryLimits.defaults());

  private static SchemaText limited(int bytesMax, int depthMax) {
    RegistryLimits d = RegistryLimits.defaults();
    return new SchemaText(
        new RegistryLimits(
            bytesMax,
            depthMax,
            d.subjectsMax(),
            d.versionsMax(),
            d.textMax(),
            d.comparisonStepsMax(),
            d.requestsMax()));
  }

  @Test
  void leavesOutWhiteSpaceAndNothingElse() {
    assertThat(
            TEXT.canonical(
                " { \"b\" : [ 1.50 , 1e3, 12345678901234567890.10 ] ,\n\"a\":\" x \"}", false))
        .isEqualTo("{\"b\":[1.50,1E+3,12345678901234567890.10],\"a\":\" x \"}");
  }

  @Test
  void normalizedHasItsFieldsInOrderAndItsElementsAsTheyWere() {
    assertThat(TEXT.canonical("{\"b\":[{\"d\":1,\"c\":2},0],\"a\":{}}", true))
        .isEqualTo("{\"a\":{},\"b\":[{\"c\":2,\"d\":1},0]}");
  }

  @Test
  void aSchemaMayHaveAsManyBytesAsTheLimitAndNotOneMore() {
    String schema = "{\"title\":\"ü\"}"; // 14 bytes in 13 characters

    assertThat(limited(14, 10).canonical(schema, false)).isEqualTo(schema);
    assertThatThrownBy(() -> limited(13, 10).canonical(schema, false))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("14 bytes, the limit is 13 (registry.schema_bytes_max)");
  }

  @Test
  void aSchemaMayBeAsDeepAsTheLimitAndNotOneDeeper() {
    String schema = "{\"not\":{\"not\":{}}}";

    assertThat(limited(100, 3).canonical(schema, false)).isEqualTo(schema);
    assertThatThrownBy(() -> limited(100, 2).canonical(schema, false))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("limits are 2 levels (registry.schema_depth_max) and 100 bytes");
  }

  @Test
  void theDeepestSchemaAllowedCanBeLoadedAndCompared() {
    int depth = RegistryLimits.defaults().schemaDepthMax();
    String schema = "{\"not\":".repeat(depth - 1) + "{}" + "}".repeat(depth - 1);

    LoadedSchema loaded = LoadedSchema.of(TEXT, schema, Map.of());
    LoadedSchema other =
        LoadedSchema.of(TEXT, schema.replace("{}", "{\"a\":1}").replace("\"a\":1", ""), Map.of());

    assertThat(
            new Compatibility(RegistryLimits.defaults())
                .problems(CompatibilityLevel.FULL, loaded, other))
        .isEmpty();
  }

  @Test
  void halfASurrogatePairIsNoText() {
    assertThatThrownBy(() -> TEXT.canonical("{\"title\":\"\\ud800\"}", false))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("surrogate");
  }
}
