package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final SchemaText TEXT = new SchemaText(RegistryLimits.defaults());

  private static LoadedSchema load(String schema) {
    return LoadedSchema.of(TEXT, schema.replace('\'', '"'), Map.of());
  }

  private static boolean fits(CompatibilityLevel level, String older, String newer) {
    return new Compatibility(RegistryLimits.defaults())
        .problems(level, load(older), load(newer))
        .isEmpty();
  }

  /** Judged by hand: does the new schema read all that the old one wrote, and the other way. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // closed objects
        "{'properties':{'a':{}},'additionalProperties':false} | {'properties':{'a':{},'b':{}},'additionalProperties':false} | true | false",
        "{'type':'object','properties':{'a':{}},'required':['a']} | {'type':'object','properties':{'a':{}}} | true | false",
        // open objects: an old event may hold anything under the new field's name
        "{'type':'object'} | {'type':'object','properties':{'b':{'type':'string'}}} | false | true",
        "{'type':'object','additionalProperties':true} | {'type':'object','additionalProperties':false} | false | true",
        // values
        "{'type':'integer'} | {'type':'number'} | true | false",
        "{'type':'string'} | {'type':'integer'} | false | false",
        "{'type':'object','properties':{'a':{'type':'string'}}} | {'type':'object','properties':{'a':{'type':['string','null']}}} | true | false",
        "{'enum':['a']} | {'enum':['a','b']} | true | false",
        "{'type':'number','maximum':5} | {'type':'number','maximum':6} | true | false",
        "{'type':'string','maxLength':5} | {'type':'string','maxLength':4} | false | true",
        "{'type':'string'} | {'type':'string','pattern':'^a'} | false | true",
        "{'type':'string','title':'x'} | {'type':'string','title':'y','description':'z'} | true | true",
        // inside
        "{'type':'array','items':{'type':'integer'}} | {'type':'array','items':{'type':'number'}} | true | false",
        "{'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'$defs':{'x':{'type':'integer'}}} | {'type':'object','properties':{'a':{'$ref':'#/$defs/x'}},'$defs':{'x':{'type':'number'}}} | true | false",
        "{'oneOf':[{'type':'string'}]} | {'oneOf':[{'type':'string'},{'type':'integer'}]} | true | false",
        // in the words of 2020-12
        "{'type':'array','prefixItems':[{'type':'integer'}]} | {'type':'array','prefixItems':[{'type':'number'}]} | true | false",
        "{} | {'type':'string'} | false | true",
      })
  void knowsWhatReadsWhat(String older, String newer, boolean backward, boolean forward) {
    assertThat(fits(CompatibilityLevel.BACKWARD, older, newer)).isEqualTo(backward);
    assertThat(fits(CompatibilityLevel.FORWARD, older, newer)).isEqualTo(forward);
    assertThat(fits(CompatibilityLevel.FULL, older, newer)).isEqualTo(backward && forward);
    assertThat(fits(CompatibilityLevel.NONE, older, newer)).isTrue();
    assertThat(fits(CompatibilityLevel.BACKWARD, newer, older)).isEqualTo(forward);
  }

  /** The new one does read what the old one wrote; the library does not see it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object'} | {'type':'object','properties':{'b':{}}}",
        "{'type':'string'} | {'type':['string','null']}",
      })
  void isStricterThanItNeedsToBe(String older, String newer) {
    assertThat(fits(CompatibilityLevel.BACKWARD, older, newer)).isFalse();
  }

  @Test
  void aSchemaFitsItself() {
    String nested =
        "{'anyOf':[{'anyOf':[{'type':'string'},{'type':'integer'}]},"
            + "{'anyOf':[{'type':'integer'},{'type':'string'}]}]}";

    assertThat(fits(CompatibilityLevel.FULL, nested, nested)).isTrue();
  }

  @Test
  void saysWhereAndWhat() {
    assertThat(
            new Compatibility(RegistryLimits.defaults())
                .problems(
                    CompatibilityLevel.BACKWARD,
                    load("{'type':'object','properties':{'a':{'type':'string'}}}"),
                    load("{'type':'object','properties':{'a':{'type':'integer'}}}")))
        .singleElement()
        .asString()
        .contains("SUBSCHEMA_TYPE_CHANGED", "#/properties/a", "string", "integer");
  }

  /** Each definition refers to the next one twice: 2^n ways through n definitions. */
  private static String fanOut(int definitions, String leaf) {
    StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/d0','$defs':{");
    for (int i = 0; i < definitions; i++) {
      schema.append(
          "'d%d':{'type':'object','properties':{'x':{'$ref':'#/$defs/d%d'},'y':{'$ref':'#/$defs/d%d'}}},"
              .formatted(i, i + 1, i + 1));
    }
    return schema.append("'d%d':{'type':'%s'}}}".formatted(definitions, leaf)).toString();
  }

  /** Every definition refers to every other. */
  private static String everyToEvery(int definitions, String leaf) {
    StringBuilder schema = new StringBuilder("{'$ref':'#/$defs/d0','$defs':{");
    for (int i = 0; i < definitions; i++) {
      schema.append("'d%d':{'type':'object','properties':{".formatted(i));
      for (int j = 0; j < definitions; j++) {
        schema.append("'p%d':{'$ref':'#/$defs/d%d'},".formatted(j, j));
      }
      schema.append("'leaf':{'type':'%s'}}},".formatted(leaf));
    }
    return schema.append("'z':{}}}").toString();
  }

  private static String alternatives(int depth, String leaf) {
    return depth == 0
        ? "{'type':'" + leaf + "'}"
        : "{'anyOf':[%s,%s]}"
            .formatted(alternatives(depth - 1, leaf), alternatives(depth - 1, "null"));
  }

  @Test
  void refusesBeforehandWhatItWouldCompareForYears() {
    for (String entangled :
        new String[] {
          fanOut(40, "LEAF"), everyToEvery(12, "LEAF"), alternatives(9, "LEAF"),
        }) {
      String older = entangled.replace("LEAF", "integer");
      String newer = entangled.replace("LEAF", "number");

      assertThatThrownBy(() -> fits(CompatibilityLevel.BACKWARD, older, newer))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.code()).isEqualTo(42205))
          .hasMessageContaining("registry.comparison_steps_max");
    }
    assertThat(fits(CompatibilityLevel.BACKWARD, fanOut(8, "integer"), fanOut(8, "number")))
        .isTrue();
  }

  @Test
  void repeatsNoMoreOfASchemaThanTheLimit() throws Exception {
    var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    var open = mapper.readTree("{\"additionalProperties\":{\"type\":\"number\"}}"); // 2 nodes
    var named = mapper.readTree("{\"properties\":{\"a\":{},\"b\":{},\"c\":{}}}");

    assertThat(NamesInCommon.spellOut(open, named, 6).path("properties")).hasSize(3);
    assertThatThrownBy(() -> NamesInCommon.spellOut(open, named, 5))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void takesAsManyStepsAsTheLimitAndNotOneMore() {
    LoadedSchema older = load(fanOut(3, "integer"));
    LoadedSchema newer = load(fanOut(3, "number"));

    int steps = ComparisonSteps.count(older, newer, Integer.MAX_VALUE);

    assertThat(steps).isEqualTo(1 + 2 + 4 + 8); // a plain count of the ways
    assertThat(ComparisonSteps.count(older, newer, steps)).isEqualTo(steps);
    assertThatThrownBy(() -> ComparisonSteps.count(older, newer, steps - 1))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void recursiveSchemasAreComparedAsFarAsTheyGo() {
    String tree = "{'type':'object','properties':{'v':{'type':'LEAF'},'next':{'$ref':'#'}}}";

    assertThat(
            fits(
                CompatibilityLevel.BACKWARD,
                tree.replace("LEAF", "integer"),
                tree.replace("LEAF", "number")))
        .isTrue();
    assertThat(
            fits(
                CompatibilityLevel.BACKWARD,
                tree.replace("LEAF", "string"),
                tree.replace("LEAF", "number")))
        .isFalse();
  }
}
