package io.eventmill.app.chaos;

import com.fasterxml.jackson.databind.JsonNode;

/** What a collector's health says of its spool. */
final class Spools {
  private Spools() {}

  static boolean isEmpty(JsonNode health) {
    return health.path("parts").path("spool").path("says").asText().startsWith("OK");
  }
}
