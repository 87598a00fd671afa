package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Copies;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Numbered.Kind;
import io.eventmill.app.chaos.load.Sent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rows of the store, each compared with what its number says when it is added. */
final class Stored {
  private static final int SHOWN_MAX = 20;

  private final Sent sent;
  private final Copies events = new Copies();
  private final Copies failed = new Copies();
  private final Set<String> made = new HashSet<>();
  private final Map<Window, Long> windows = new TreeMap<>(Window.ORDER);
  private final List<String> wrong = new ArrayList<>();

  Stored(Sent sent) {
    this.sent = sent;
  }

  /**
   * A row of the export of events.
   *
   * @param line id, source, type, time, received, number and what the enrichment has added
   */
  void event(String line) {
    String[] cells = line.split(",", -1); // no value of ours has a comma
    int n = number(cells.length == 7 ? cells[5] : "");
    if (n < 0 || sent.attempts(n) == 0) {
      wrong("nobody sent: " + line);
      return;
    }
    boolean own = Numbered.kind(n) != Kind.WITHOUT_ID;
    boolean right =
        cells[0].equals(Numbered.id(n)) == own
            && cells[1].equals(Numbered.SOURCE)
            && cells[2].equals(Numbered.type(n))
            && cells[3].equals(Numbered.time(n).toString().replace("Z", ".000000Z"))
            && cells[6].equals(Numbered.mailDomain(n));
    if (!right) {
      wrong("is not what was sent: " + line);
    }
    if (!own && !made.add(cells[0])) {
      wrong("its id is stored twice: " + line);
    }
    events.add(n);
    long minute = Numbered.time(n).getEpochSecond() / 60 * 60;
    windows.merge(new Window(minute, Numbered.type(n)), 1L, Long::sum);
  }

  /** A row of the list of failed events; the ids of all that fail are their senders'. */
  void failure(String line) {
    String id = line.substring(0, Math.max(0, line.indexOf(',')));
    int n = id.startsWith(Numbered.ID) ? number(id.substring(Numbered.ID.length())) : -1;
    if (n < 0 || sent.attempts(n) == 0) {
      wrong("nobody sent what failed as: " + line);
    } else {
      failed.add(n);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private void wrong(String what) {
    if (wrong.size() < SHOWN_MAX) {
      wrong.add(what);
    }
  }

  Copies events() {
    return events;
  }

  Copies failed() {
    return failed;
  }

  /** Of events that brought no id: those that the collector gave them. */
  Set<String> made() {
    return made;
  }

  /** The plain recount. */
  Map<Window, Long> windows() {
    return Collections.unmodifiableMap(windows);
  }

  /** Rows that nobody sent, or not so; the first few. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }
}
