package io.eventmill.store.opensearch;

import io.eventmill.event.Event;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the indices are called. */
final class IndexNames {
  private static final long DAY_MICROS = 86_400_000_000L;

  /** Days from the day an event was received on that get an index of their own. */
  private static final int DAYS_BACK = 750;

  private static final int DAYS_AHEAD = 2;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu.MM.dd", Locale.ROOT);

  private final String prefix;

  IndexNames(String prefix) {
    this.prefix = prefix;
  }

  /** Positions and batches under way. */
  String state() {
    return prefix + "state";
  }

  /** Failed and dropped events, raw records seen, replays. */
  String outcomes() {
    return prefix + "outcomes";
  }

  /** Events whose source and day have no index. */
  String rest() {
    return prefix + "events-rest";
  }

  String allEvents() {
    return prefix + "events-*";
  }

  /** Source and day; {@link #rest} for times that are far from when the event was received. */
  String of(Event event) {
    long day = Math.floorDiv(event.timeMicros(), DAY_MICROS);
    long received = Math.floorDiv(event.receivedMillis(), DAY_MICROS / 1_000);
    boolean near = day >= received - DAYS_BACK && day <= received + DAYS_AHEAD;
    return near && day >= 0
        ? ofSource(event.source()) + LocalDate.ofEpochDay(day).format(DAY)
        : rest();
  }

  /** How the names of a source's days begin; no two sources share it. */
  String ofSource(String source) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < source.length() && name.length() < 60; i++) {
      char c = source.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      name.append(plain ? c : '_');
    }
    if (!name.toString().equals(source) || source.equals("rest")) {
      name.append('.').append(hex(source));
    }
    return prefix + "events-" + name + "-";
  }

  private static String hex(String source) {
    byte[] digest = java.util.Base64.getUrlDecoder().decode(Tokens.hash(source).substring(0, 22));
    return java.util.HexFormat.of().formatHex(digest, 0, 8);
  }
}
