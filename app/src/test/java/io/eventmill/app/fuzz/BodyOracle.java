package io.eventmill.app.fuzz;

import com.fasterxml.jackson.core.JsonToken;
import io.eventmill.app.fuzz.StrictJson.Member;
import io.eventmill.app.fuzz.StrictJson.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Another opinion on what the door must do with a body of a few kilobytes. */
final class BodyOracle {
  static final String ID = "event_id";
  static final String KEY = "user_domain_id";
  static final int WORD_MAX = 1_024;
  static final int DEPTH_MAX = 256;

  private BodyOracle() {}

  /**
   * @param id null where the event has none
   * @param json the event as it stands in the body
   */
  record Sent(String id, String json) {}

  /** The body's events, or null when it must be refused. */
  static List<Sent> events(byte[] body) {
    String text = StrictJson.text(body);
    if (text == null) {
      return null;
    }
    String json = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<Value> values = StrictJson.values(json);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.get(0).kind() == JsonToken.START_ARRAY) {
      return values.size() == 1 ? sent(StrictJson.elements(json), json) : null;
    }
    for (int i = 1; i < values.size(); i++) {
      String between = json.substring(values.get(i - 1).to(), values.get(i).from());
      if (!between.contains("\n") && !between.contains("\r")) {
        return null;
      }
    }
    return sent(values, json);
  }

  private static List<Sent> sent(List<Value> events, String json) {
    List<Sent> all = new ArrayList<>();
    for (Value event : events) {
      if (event.kind() != JsonToken.START_OBJECT
          || event.depth() > DEPTH_MAX
          || !isRightId(event.named(ID))
          || !isRightKey(event.named(KEY))) {
        return null;
      }
      List<Member> id = event.named(ID);
      all.add(
          new Sent(
              id.isEmpty() || id.get(0).isNull() ? null : id.get(0).text(),
              json.substring(event.from(), event.to())));
    }
    return all;
  }

  private static boolean isRightId(List<Member> ids) {
    return ids.isEmpty() || ids.size() == 1 && (ids.get(0).isNull() || isName(ids.get(0)));
  }

  /** What may name an event: not empty, not too long, and with a UTF-8 form. */
  static boolean isName(Member member) {
    String text = member.text();
    return member.isWord()
        && !text.isEmpty()
        && text.length() <= WORD_MAX
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static boolean isRightKey(List<Member> keys) {
    return keys.isEmpty()
        || keys.size() == 1
            && (keys.get(0).isNull()
                || !keys.get(0).kind().isStructStart() && keys.get(0).text().length() <= WORD_MAX);
  }
}
