package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;

/** Names and texts of an event that stand in no column, with a U+0000 between any two. */
final class Words {
  private final StringBuilder text = new StringBuilder();

  void add(String word) {
    if (text.length() > 0) {
      text.append('\0');
    }
    text.append(word.indexOf('\0') < 0 ? word : word.replace('\0', '\ufffd'));
  }

  void add(byte[] json, int from, int to, boolean escaped) {
    String word = JsonStrings.decode(json, from, to);
    add(escaped ? FieldText.ofString(word) : word);
  }

  /** What has been added since the last time, in UTF-8; null when there is nothing. */
  byte[] take() {
    if (text.length() == 0) {
      return null;
    }
    byte[] taken = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return taken;
  }
}
