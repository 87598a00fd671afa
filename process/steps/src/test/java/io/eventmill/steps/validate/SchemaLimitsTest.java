package io.eventmill.steps.validate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit, at it and one past it. Both ways, for the library must not see what is past. */
class SchemaLimitsTest {
  private static final SchemaSettings SMALL = new SchemaSettings(true, 4, 5, 200, 20, 10, 2_000);

  @Test
  void aNestingDeeperThanTheLimitIsRefused() {
    String schema = "{}";

    assertThat(keyword(schema, "[[[[]]]]")).isNull();
    assertThat(keyword(schema, "[[[[[]]]]]")).isEqualTo(Violation.LIMIT);
    assertThat(keyword(schema, "[{\"a\":[{\"b\":{}}]}]")).isEqualTo(Violation.LIMIT);
  }

  @Test
  void theDeepestThereIsTakesTheStackThereIs() {
    SchemaSettings deepest = new SchemaSettings(true, 1_000, 9, 9, 9, 9, 9_999);
    String schema = "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}";
    byte[] deep = ("[".repeat(1_000) + "]".repeat(1_000)).getBytes(UTF_8);

    assertThat(SchemaValidator.compile(schema, deepest).validate(deep)).isNull();
    assertThatThrownBy(() -> new SchemaSettings(true, 1_001, 9, 9, 9, 9, 9))
        .hasMessage("validate.depth_max is 1001, the most is 1000");
  }

  @Test
  void aDepthOfAHundredThousandTakesNoStack() {
    byte[] deep = "[".repeat(100_000).getBytes(UTF_8);

    Violation violation = SchemaValidator.compile("{}").validate(deep);

    assertThat(violation.keyword()).isEqualTo(Violation.LIMIT);
    assertThat(violation.message()).contains("nested deeper than the limit of 256");
  }

  @Test
  void aNumberWithMoreDigitsOrAGreaterExponentIsRefused() {
    String schema = "{\"multipleOf\": 0.5}";

    assertThat(keyword(schema, "12345")).isNull();
    assertThat(keyword(schema, "123456")).isEqualTo(Violation.LIMIT);
    assertThat(keyword(schema, "1e5")).isNull();
    assertThat(keyword(schema, "1e6")).isEqualTo(Violation.LIMIT);
    assertThat(keyword(schema, "1E+06")).isEqualTo(Violation.LIMIT);
    assertThat(keyword(schema, "1e-6")).isEqualTo(Violation.LIMIT);
    assertThat(keyword("{}", "{\"any\":1e6}")).isEqualTo(Violation.LIMIT);
  }

  @Test
  void anExponentOfABillionMeetsNoArithmetic() {
    SchemaValidator validator = SchemaValidator.compile("{\"enum\": [1], \"multipleOf\": 0.01}");

    assertThat(validator.validate("1e999999999".getBytes(UTF_8)).message())
        .isEqualTo("the event is a number with an exponent beyond 1000");
    assertThatThrownBy(() -> SchemaValidator.compile("{\"maximum\": 1e999999999}"))
        .isInstanceOf(BadSchemaException.class)
        .hasMessageContaining("/maximum")
        .hasMessageContaining("exponent beyond 1000");
  }

  @Test
  void aPatternThatTriesTooLongEndsAsAViolation() {
    String schema = "{\"properties\": {\"a\": {\"pattern\": \"(?=^(.*?,){11}P)\"}}}";

    assertThat(keyword(schema, "{\"a\":\"" + "1,".repeat(11) + "P\"}")).isNull();
    assertThat(keyword(schema, "{\"a\":\"" + "1,".repeat(40) + "\"}")).isEqualTo("pattern");
    assertThat(
            SchemaValidator.compile(schema, SMALL)
                .validate(("{\"a\":\"" + "1,".repeat(40) + "\"}").getBytes(UTF_8)))
        .isEqualTo(
            new Violation("/a", "pattern", "/a has a text that took more than 200 steps to match"));
  }

  @Test
  void patternsThatStallOthersTakeOneStepPerCharacter() {
    SchemaValidator validator = SchemaValidator.compile("{\"pattern\": \"^(([a-z])+.)+[A-Z]$\"}");
    byte[] text = ("\"" + "a".repeat(500_000) + "\"").getBytes(UTF_8);

    assertThat(validator.validate(text).keyword()).isEqualTo("pattern");
  }

  @Test
  void aTextTooLongForAFormatIsNotOfIt() {
    String schema = "{\"format\": \"hostname\"}";

    assertThat(keyword(schema, "\"" + "a".repeat(20) + "\"")).isNull();
    assertThat(keyword("{\"format\": \"json-pointer\"}", "\"/" + "a".repeat(19) + "\"")).isNull();
    assertThat(keyword("{\"format\": \"json-pointer\"}", "\"/" + "a".repeat(20) + "\""))
        .isEqualTo("format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "email",
        "hostname",
        "uri-template",
        "json-pointer",
        "ipv6",
        "idn-hostname",
        "style"
      })
  void noFormatStallsOnALongText(String format) {
    SchemaValidator validator = SchemaValidator.compile("{\"format\": \"" + format + "\"}");
    for (String part : new String[] {"@", "a.", "/~0", "{a}", ":", "ü"}) {
      byte[] text = ("\"" + part.repeat(200_000) + " \"").getBytes(UTF_8);

      assertThat(validator.validate(text).keyword()).isEqualTo("format");
    }
  }

  @Test
  void recursionThatDoublesWithEachLevelEndsAtItsLimit() {
    String schema =
        """
        {"dependencies": {}, "anyOf": [
          {"properties": {"n": {"$ref": "#"}}, "required": ["x"]},
          {"properties": {"n": {"$ref": "#"}}, "required": ["y"]},
          {"type": "null"}]}
        """;
    String event = "{\"n\":".repeat(60) + "1" + "}".repeat(60);

    Violation violation = SchemaValidator.compile(schema).validate(event.getBytes(UTF_8));

    assertThat(violation.keyword()).isEqualTo(Violation.LIMIT);
    assertThat(violation.message()).contains("more than 100000 references");
  }

  @Test
  void asManyReferencesAsTheLimitAreFollowed() {
    String schema =
        "{\"contains\": {}, \"items\": {\"$ref\": \"#/$defs/a\"}, \"$defs\": {\"a\": true}}";

    assertThat(keyword(schema, "[1" + ",1".repeat(9) + "]")).isNull();
    assertThat(keyword(schema, "[1" + ",1".repeat(10) + "]")).isEqualTo(Violation.LIMIT);
  }

  @Test
  void aSchemaBeyondItsSizeIsRefused() {
    String schema = "{\"title\": \"" + "a".repeat(2_000 - 13) + "\"}";

    assertThat(SchemaValidator.compile(schema, SMALL).libraryPlaces()).isEmpty();
    assertThatThrownBy(() -> SchemaValidator.compile(schema + " ", SMALL))
        .isInstanceOf(BadSchemaException.class)
        .hasMessage("the schema: is 2001 bytes, the limit is 2000");
  }

  @Test
  void aSettingBelowOneIsRefused() {
    assertThatThrownBy(() -> new SchemaSettings(true, 0, 1, 1, 1, 1, 1))
        .hasMessage("validate.depth_max is 0, it must be at least 1");
  }

  /** The keyword of the violation, the same for both ways. */
  private static String keyword(String schema, String event) {
    byte[] json = event.getBytes(UTF_8);
    Violation compiled = SchemaValidator.compile(schema, SMALL).validate(json);
    Violation library = SchemaValidator.byLibrary(schema, SMALL).validate(json);
    assertThat(library == null ? null : library.keyword())
        .isEqualTo(compiled == null ? null : compiled.keyword());
    return compiled == null ? null : compiled.keyword();
  }
}
