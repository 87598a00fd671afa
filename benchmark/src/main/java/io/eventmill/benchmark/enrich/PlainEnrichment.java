package io.eventmill.benchmark.enrich;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.benchmark.measure.CanonicalJson;
import io.eventmill.benchmark.measure.Checksum;
import java.io.IOException;
import java.util.Map;

/** What must come out, by the plainest program for it. */
final class PlainEnrichment {
  static final Map<String, String> CATEGORIES =
      Map.of(
          "google", "search_engine",
          "bing", "search_engine",
          "facebook", "social_media",
          "instagram", "social_media",
          "mailchimp", "email_marketing");

  private static final ObjectMapper JSON = new ObjectMapper();

  private PlainEnrichment() {}

  static Checksum of(ShapedEvents events, long total) throws IOException {
    Checksum sum = Checksum.NONE;
    for (long i = 0; i < total; i++) {
      ObjectNode event = (ObjectNode) JSON.readTree(events.event(i));
      String source = event.get("utm_source").asText();
      String mail = event.get("user_custom_id").asText();
      event.put("source_category", CATEGORIES.getOrDefault(source, "other/unknown"));
      event.put("user_email_domain", mail.substring(mail.indexOf('@') + 1));
      sum = sum.plus(CanonicalJson.bytes(event));
    }
    return sum;
  }
}
