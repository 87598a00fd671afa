package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import io.eventmill.event.json.JsonStrings;
import java.util.Map;

/**
 * Answers in the words that clients of some web frameworks know: 422 with {@code {"detail":
 * [{"loc": …, "msg": …, "type": …}]}} for a body that is not right, {@code {"detail": "…"}} for all
 * else.
 */
final class DetailAnswers {
  private static final int UNPROCESSABLE = 422;
  private static final Map<String, String> TYPES =
      Map.of(
          "field_missing", "value_error.missing",
          "field_invalid", "type_error",
          "id_invalid", "type_error",
          "key_invalid", "type_error",
          "empty_body", "value_error.missing",
          "not_json", "value_error.jsondecode",
          "not_an_object", "type_error.dict",
          "not_an_array", "type_error.list");

  private DetailAnswers() {}

  /** A body that is not right has one status, whatever is wrong with it. */
  static int status(Refusal refusal) {
    return refusal.status() == 400 ? UNPROCESSABLE : refusal.status();
  }

  static String refusal(Refusal refusal) {
    StringBuilder out = new StringBuilder(160).append("{\"detail\":");
    if (status(refusal) != UNPROCESSABLE) {
      JsonStrings.quote(refusal.message(), out);
      return out.append('}').toString();
    }
    out.append("[{\"loc\":[\"body\"");
    if (refusal.index() >= 0) {
      out.append(',').append(refusal.index());
    }
    if (refusal.field() != null) {
      for (String name : refusal.field().substring(1).split("/", -1)) {
        out.append(',');
        JsonStrings.quote(name.replace("~1", "/").replace("~0", "~"), out);
      }
    }
    out.append("],\"msg\":");
    JsonStrings.quote(refusal.message(), out);
    out.append(",\"type\":");
    JsonStrings.quote(TYPES.getOrDefault(refusal.code(), "value_error." + refusal.code()), out);
    return out.append("}]}").toString();
  }
}
