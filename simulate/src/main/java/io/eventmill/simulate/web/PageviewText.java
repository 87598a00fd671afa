package io.eventmill.simulate.web;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.simulate.drawn.Dice;
import io.eventmill.simulate.drawn.Uuid;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

/** Writes page views as JSON, byte by byte into one buffer that is used again and again. */
final class PageviewText {
  private static final byte[] ID = ascii("{\"event_id\":\"");
  private static final byte[] TIME = ascii("\",\"event_timestamp\":\"");
  private static final String SITE = "http://www.dummywebsite.com/";

  private final byte[][] pages;
  private final LocalTime time;
  private byte[] buffer = new byte[4096];

  PageviewText(List<String> pages, ZoneId zone) {
    this.pages = pages.stream().map(PageviewText::page).toArray(byte[][]::new);
    this.time = new LocalTime(zone);
  }

  /** Valid until the next {@link #write}. */
  byte[] buffer() {
    return buffer;
  }

  /** Writes one event from the buffer's start and returns its length. */
  int write(Visitor visitor, int page, long epochMicros, Dice dice) {
    byte[] middle = pages[page];
    byte[] tail = visitor.json();
    int length =
        ID.length + Uuid.LENGTH + TIME.length + LocalTime.TEXT_LENGTH + middle.length + tail.length;
    if (buffer.length < length) {
      buffer = new byte[length * 2];
    }
    int at = copy(ID, 0);
    Uuid.write(dice, buffer, at);
    at = copy(TIME, at + Uuid.LENGTH);
    time.write(epochMicros, buffer, at);
    at = copy(middle, at + LocalTime.TEXT_LENGTH);
    return copy(tail, at);
  }

  private int copy(byte[] from, int at) {
    System.arraycopy(from, 0, buffer, at, from.length);
    return at + from.length;
  }

  private static byte[] page(String page) {
    String json =
        "\",\"event_type\":\"pageview\",\"page_url\":"
            + JsonStrings.quote(SITE + page)
            + ",\"page_url_path\":"
            + JsonStrings.quote("/" + page)
            + ",";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
