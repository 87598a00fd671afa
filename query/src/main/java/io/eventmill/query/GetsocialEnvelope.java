package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** What answers under {@code /getsocial} are wrapped in; {@code timeStamp} is in milliseconds. */
record GetsocialEnvelope(Clock clock) {
  static final String HEAD = "{\"result\":";

  /**
   * What follows the result.
   *
   * @param next a cursor; null at the end
   */
  String tail(String next) {
    String more = next == null ? "" : ",\"next\":\"" + next + "\"";
    return ",\"status\":\"SUCCESS\",\"timeStamp\":" + clock.millis() + more + "}\n";
  }

  byte[] failure(String reason) {
    return ("{\"status\":\"FAILURE\",\"timeStamp\":"
            + clock.millis()
            + ",\"reason\":"
            + JsonStrings.quote(reason)
            + "}\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
