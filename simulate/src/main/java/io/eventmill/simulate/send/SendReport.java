package io.eventmill.simulate.send;

import io.eventmill.read.FileFormat;
import io.eventmill.simulate.door.DoorReport;
import io.eventmill.simulate.door.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of every line: {@code events = accepted + refused + unsent}.
 *
 * @param format null when the file could not be opened far enough to know
 * @param lines of the file that were read
 * @param events read from them
 * @param cutShort events from lines that end within their last field
 * @param firstUnreadable the first few of the unreadable lines
 * @param mappedButNotSeen sources of the map that no event had
 * @param failure why the run ended before the file did; null when it did not
 */
public record SendReport(
    FileFormat format,
    long lines,
    long events,
    long cutShort,
    long unreadable,
    List<UnreadableLine> firstUnreadable,
    DoorReport door,
    List<String> mappedButNotSeen,
    Duration took,
    String failure) {

  public long accepted() {
    return door.kept();
  }

  public long refused() {
    return door.refused();
  }

  /** Read, but without an answer when the run ended. */
  public long unsent() {
    return events - accepted() - refused();
  }

  /** 0 when every line was read and accepted, else 1. */
  public int exitCode() {
    return failure == null && unreadable == 0 && refused() == 0 && unsent() == 0 ? 0 : 1;
  }

  /** For people, without a line's end. */
  public String toText() {
    List<String> text = new ArrayList<>();
    text.add(
        count(lines, "line")
            + " read"
            + (format == null ? "" : " as " + format.word())
            + ", "
            + count(events, "event")
            + " found, "
            + accepted()
            + " accepted in "
            + seconds()
            + " s");
    if (door.repeats() > 0) {
      text.add(count(door.repeats(), "request") + " had to be sent again");
    }
    if (cutShort > 0) {
      text.add(
          count(cutShort, "line") + " ended within the last field; what there was of it was sent");
    }
    for (String source : mappedButNotSeen) {
      text.add("--map: no event had a field '" + source + "'");
    }
    more(text, count(unreadable, "unreadable line"), unreadable, firstUnreadable);
    List<String> refusals = door.firstRefusals().stream().map(SendReport::refusal).toList();
    more(text, count(refused(), "event") + " refused by the collector", refused(), refusals);
    if (failure != null) {
      text.add("ended early: " + failure);
    }
    if (unsent() > 0) {
      text.add(
          count(unsent(), "event")
              + " read but not known to be accepted; send the file again, "
              + "what was accepted is recognised where it has an id");
    }
    return String.join(System.lineSeparator(), text);
  }

  private static void more(List<String> text, String head, long all, List<?> first) {
    if (all > 0) {
      text.add(head + ":");
      first.forEach(entry -> text.add("  " + entry));
      if (all > first.size()) {
        text.add("  … and " + (all - first.size()) + " more");
      }
    }
  }

  private static String refusal(Refusal refusal) {
    return "line " + refusal.number() + ": " + refusal;
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
  }
}
