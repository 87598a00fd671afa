package io.eventmill.collect.body;

import io.eventmill.event.json.JsonStrings;
import java.util.Objects;

/**
 * Why a request was not taken, as its client gets to read it. Nothing of the request was kept.
 *
 * @param status HTTP status
 * @param code for programs, e.g. {@code not_json}
 * @param message for people: what, where, what was found, what would be right
 * @param field JSON pointer of the field it is about, or null
 * @param index which event of the body, from 0, or -1
 * @param limit the limit that was passed, or -1
 */
public record Refusal(
    int status, String code, String message, String field, int index, long limit) {
  public Refusal {
    Objects.requireNonNull(code, "code is null");
    Objects.requireNonNull(message, "message is null");
  }

  public static Refusal of(int status, String code, String message) {
    return new Refusal(status, code, message, null, -1, -1);
  }

  /** For what is larger than a limit; the message ends with the setting that moves it. */
  public static Refusal limit(int status, String code, String message, long limit, String setting) {
    String full = message + " (collect." + setting + ")";
    return new Refusal(status, code, full, null, -1, limit);
  }

  public Refusal atEvent(int index) {
    return new Refusal(status, code, message, field, index, limit);
  }

  public Refusal aboutField(String field) {
    return new Refusal(status, code, message, field, index, limit);
  }

  public Refused asException() {
    return new Refused(this);
  }

  public String json() {
    StringBuilder out = new StringBuilder(160);
    out.append("{\"error\":{\"code\":");
    JsonStrings.quote(code, out);
    out.append(",\"message\":");
    JsonStrings.quote(message, out);
    if (field != null) {
      out.append(",\"field\":");
      JsonStrings.quote(field, out);
    }
    if (index >= 0) {
      out.append(",\"index\":").append(index);
    }
    if (limit >= 0) {
      out.append(",\"limit\":").append(limit);
    }
    return out.append("}}").toString();
  }
}
