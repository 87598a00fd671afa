package io.eventmill.simulate.send;

import io.eventmill.read.Item;
import java.nio.charset.StandardCharsets;

/**
 * A line that held no event.
 *
 * @param text its beginning, fit to be printed
 */
public record UnreadableLine(long line, String reason, String text) {
  private static final int SHOWN = 120;

  static UnreadableLine of(Item.Unreadable item) {
    String text = new String(item.original(), StandardCharsets.UTF_8);
    String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return new UnreadableLine(item.line(), item.reason(), start.replaceAll("\\p{Cntrl}", "�"));
  }

  @Override
  public String toString() {
    return "line " + line + ": " + reason + System.lineSeparator() + "    " + text;
  }
}
