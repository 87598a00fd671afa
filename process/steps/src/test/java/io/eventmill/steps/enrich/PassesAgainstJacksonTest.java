package io.eventmill.steps.enrich;

import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.eventmill.event.Outcome;
import io.eventmill.steps.Given;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Any steps that add, change and remove fields inside each other, in any order: as if each had been
 * done on a tree before the next one looked.
 */
public class PassesAgainstJacksonTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper()
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private static final List<String> FIELDS =
      List.of("/a", "/b", "/a/b", "/a/b/c", "/b/a", "/c", "/a/d");
  private static final List<String> VALUES =
      List.of(
          "1.50",
          "\"x\"",
          "null",
          "\"\"",
          "true",
          "[1, {\"b\" :2}]",
          "{}",
          "{\"b\":{\"c\":\"deep\"}}",
          "{\"b\": 7 ,\"d\":\"\\u0041é\"}",
          "{\"a\":\"s\"}");

  private interface Step {
    boolean on(ObjectNode event) throws Exception;
  }

  private final List<Step> steps = new ArrayList<>();

  @Property(tries = 1_000)
  void areDoneOneAfterTheOther(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    StringBuilder yaml = new StringBuilder(Given.WEB + "enrich:\n");
    steps.clear();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      yaml.append("  - ").append(step(random)).append('\n');
    }
    var processing = Given.steps(yaml.toString());
    for (int n = 5; n > 0; n--) {
      String event = event(random);
      ObjectNode expected = (ObjectNode) JACKSON.readTree(event);
      for (Step step : steps) {
        step.on(expected);
      }

      Outcome outcome = processing.process(record(event));

      assertThat(JACKSON.readTree(Given.text(outcome))).as(yaml + event).isEqualTo(expected);
    }
  }

  private String step(Random random) {
    String field = FIELDS.get(random.nextInt(FIELDS.size()));
    String into = List.of("a", "b", "c", "new").get(random.nextInt(4));
    JsonPointer at = JsonPointer.compile(field);
    switch (random.nextInt(4)) {
      case 0 -> {
        steps.add(event -> remove(event, at));
        return "remove: {fields: " + field + "}";
      }
      case 1 -> {
        steps.add(event -> pseudonymise(event, at));
        return "pseudonymise: {fields: " + field + ", key_env: PSEUDONYM_KEY}";
      }
      case 2 -> {
        String value = VALUES.get(random.nextInt(VALUES.size()));
        steps.add(event -> event.set(into, JACKSON.readTree(value)) != null);
        return "constant: {into: " + into + ", value: " + value + "}";
      }
      default -> {
        steps.add(event -> text(event, at, into));
        return "text: {from: " + field + ", into: " + into + "}";
      }
    }
  }

  private static boolean remove(ObjectNode event, JsonPointer at) {
    if (event.at(at.head()) instanceof ObjectNode parent) {
      parent.remove(at.last().getMatchingProperty());
    }
    return true;
  }

  private static boolean pseudonymise(ObjectNode event, JsonPointer at) throws Exception {
    JsonNode value = event.at(at);
    boolean nothing =
        value.isMissingNode() || value.isNull() || value.isTextual() && value.asText().isEmpty();
    if (value.isContainerNode()) {
      remove(event, at);
    } else if (!nothing) {
      String text = value.isTextual() ? value.textValue() : written(value);
      ((ObjectNode) event.at(at.head()))
          .set(at.last().getMatchingProperty(), TextNode.valueOf(hmac(text)));
    }
    return true;
  }

  private static boolean text(ObjectNode event, JsonPointer at, String into) {
    JsonNode value = event.at(at);
    if (value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
      event.put(into, value.isTextual() ? value.textValue() : written(value));
    }
    return true;
  }

  private static String written(JsonNode scalar) {
    return scalar.isNumber() ? scalar.decimalValue().toPlainString() : scalar.asText();
  }

  /** HMAC as RFC 2104 defines it, by hand. */
  public static String hmac(String text) throws Exception {
    byte[] key = Arrays.copyOf(System.getenv("PSEUDONYM_KEY").getBytes(StandardCharsets.UTF_8), 64);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (byte b : key) {
      sha.update((byte) (b ^ 0x36));
    }
    byte[] inner = sha.digest(text.getBytes(StandardCharsets.UTF_8));
    for (byte b : key) {
      sha.update((byte) (b ^ 0x5c));
    }
    return HexFormat.of().formatHex(sha.digest(inner));
  }

  private static String event(Random random) {
    List<String> members = new ArrayList<>();
    members.add("\"event_type\":\"t\"");
    members.add("\"event_timestamp\": 0");
    for (String name : List.of("a", "b", "c")) {
      if (random.nextInt(4) > 0) {
        members.add(
            random.nextInt(members.size() + 1),
            "\"" + name + "\": " + VALUES.get(random.nextInt(VALUES.size())));
      }
    }
    return "{" + String.join(random.nextBoolean() ? "," : " , ", members) + " }";
  }
}
