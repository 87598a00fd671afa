package io.eventmill.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.everit.json.schema.ValidationException;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * The comparison against what it promises, witnessed by a validator: of a schema that is said to
 * read what another wrote, no document valid for that other may be refused.
 */
class CompatibilityAgainstValidatorTest {
  private static final SchemaText TEXT = new SchemaText(RegistryLimits.defaults());
  private static final List<Object> VALUES =
      List.of(
          0,
          1,
          5,
          7,
          2.5,
          "a",
          "bb",
          "ccc",
          true,
          JSONObject.NULL,
          new JSONArray(),
          new JSONObject());

  @Property(tries = 500)
  void whatFitsRefusesNothingThatWasValidBefore(@ForAll long seed) {
    Random random = new Random(seed);
    String older = object(random, 2).toString();
    String newer = (random.nextBoolean() ? object(random, 2) : changed(random, older)).toString();
    LoadedSchema was = LoadedSchema.of(TEXT, older, Map.of());
    LoadedSchema is = LoadedSchema.of(TEXT, newer, Map.of());
    boolean fits =
        new Compatibility(RegistryLimits.defaults())
            .problems(CompatibilityLevel.BACKWARD, was, is)
            .isEmpty();
    Statistics.label("fits")
        .collect(fits)
        .coverage(checker -> checker.check(true).percentage(p -> p > 3));

    for (int i = 0; fits && i < 60; i++) {
      JSONObject document = document(random, 2);
      if (valid(was, document)) {
        assertThat(valid(is, document)).as("%s\n%s\n%s", older, newer, document).isTrue();
      }
    }
  }

  /** One property changed: two schemas made apart seldom fit. */
  private static JSONObject changed(Random random, String older) {
    JSONObject schema = new JSONObject(older);
    String name = List.of("a", "b", "c").get(random.nextInt(3));
    if (random.nextInt(4) == 0) {
      schema.remove("required");
    } else {
      schema.getJSONObject("properties").put(name, value(random));
    }
    return schema;
  }

  private static boolean valid(LoadedSchema schema, JSONObject document) {
    try {
      schema.schema().validate(document);
      return true;
    } catch (ValidationException e) {
      return false;
    }
  }

  private static JSONObject object(Random random, int depth) {
    JSONObject schema = new JSONObject().put("type", "object");
    JSONObject properties = new JSONObject();
    List<String> required = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(3) > 0) {
        properties.put(
            name, depth > 0 && random.nextInt(4) == 0 ? object(random, depth - 1) : value(random));
      }
      if (random.nextInt(4) == 0) {
        required.add(name);
      }
    }
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (random.nextInt(3) > 0) {
      schema.put("additionalProperties", random.nextInt(3) == 0 ? value(random) : false);
    }
    return schema;
  }

  private static Object value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new JSONObject().put("type", "string");
      case 1 -> new JSONObject().put("type", "string").put("maxLength", 1 + random.nextInt(3));
      case 2 -> new JSONObject().put("type", "integer");
      case 3 -> new JSONObject().put("type", "number").put("minimum", random.nextInt(6));
      case 4 -> new JSONObject().put("type", "number").put("exclusiveMaximum", random.nextInt(8));
      case 5 ->
          new JSONObject().put("enum", List.of("a", "bb", 1).subList(0, 1 + random.nextInt(3)));
      case 6 -> new JSONObject().put("type", List.of("string", "null"));
      default -> new JSONObject();
    };
  }

  private static JSONObject document(Random random, int depth) {
    JSONObject document = new JSONObject();
    for (String name : List.of("a", "b", "c", "d")) {
      if (random.nextInt(3) > 0) {
        document.put(
            name,
            depth > 0 && random.nextInt(4) == 0
                ? document(random, depth - 1)
                : VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    return document;
  }
}
