package io.eventmill.steps;

import static io.eventmill.steps.Given.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.event.Event;
import io.eventmill.event.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Generated web events: the splice beside the same rules written on Jackson's tree. */
class EnrichmentAgainstJacksonTest {
  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final Map<String, String> CATEGORIES =
      Map.of(
          "google", "search_engine",
          "bing", "search_engine",
          "facebook", "social_media",
          "instagram", "social_media",
          "mailchimp", "email_marketing");

  private final EventSteps steps = Given.steps(Given.ENRICHED);

  @Property(tries = 5_000)
  void enrichesAsATreeWould(@ForAll long seed) throws Exception {
    String event = event(new Random(seed));
    ObjectNode expected = (ObjectNode) JACKSON.readTree(event);

    Outcome outcome = steps.process(record(event));

    enrich(expected);
    String json = Given.text(outcome);
    assertThat(JACKSON.readTree(json)).isEqualTo(expected);
    assertThat(((Event) outcome).id()).isEqualTo(expected.path("event_id").asText());
    if (!event.contains("\"source_category\"") && !event.contains("\"user_email_domain\"")) {
      int brace = event.lastIndexOf('}');
      assertThat(json).startsWith(event.substring(0, brace)).endsWith(event.substring(brace));
      int fieldsAdded = expected.size() - JACKSON.readTree(event).size();
      assertThat(json.length() == event.length()).isEqualTo(fieldsAdded == 0);
    }
  }

  private static void enrich(ObjectNode event) {
    JsonNode source = event.path("utm_source");
    JsonNode address = event.path("user_custom_id");
    if (!source.isMissingNode()
        && !source.isNull()
        && source.isValueNode()
        && !source.asText().isEmpty()) {
      event.put("source_category", CATEGORIES.getOrDefault(source.asText(), "other/unknown"));
    }
    if (address.isTextual() && !address.textValue().isEmpty()) {
      String[] parts = address.textValue().split("@", -1);
      event.put("user_email_domain", parts.length == 1 ? "n/a" : parts[parts.length - 1]);
    }
  }

  private static String event(Random random) throws Exception {
    List<String> members = new ArrayList<>();
    members.add("\"event_id\": \"e" + random.nextInt(100) + "\"");
    members.add("\"event_type\":\"pageview\"");
    members.add("\"event_timestamp\" :\"2026-11-20 23:48:58.618179\"");
    maybe(
        members,
        random,
        "utm_source",
        "\"google\" \"\\u0062ing\" \"facebook\" \"Google\" \"x\" \"\" null 1 1.50 true [] {\"a\":1} \"é\\n\"");
    maybe(
        members,
        random,
        "user_custom_id",
        "\"a@b.c\" \"a@\" \"@b\" \"a@b@c\" \"no\" \"\" null \"\\u0040\\\"\\\\\" 7 [] \"é@ü\" \"x@\\ud800\"");
    maybe(members, random, "source_category", "\"mine\" null [1,2] {\"source_category\":1}");
    maybe(members, random, "user_email_domain", "\"mine\" 0.00");
    maybe(members, random, "device_is_mobile", "true false");
    maybe(members, random, "price", "1.50e3 -0.0 12345678901234567890");
    maybe(members, random, "nested", "{\"utm_source\":\"google\"} [{\"user_custom_id\":\"a@b\"}]");
    Collections.shuffle(members, random);
    return " ".repeat(random.nextInt(2))
        + "{"
        + String.join(random.nextBoolean() ? "," : " ,\n ", members)
        + (random.nextBoolean() ? " }\n" : "}");
  }

  private static void maybe(List<String> members, Random random, String name, String values) {
    if (random.nextInt(3) > 0) {
      String[] all = values.split(" ");
      members.add("\"" + name + "\":" + all[random.nextInt(all.length)]);
    }
  }
}
