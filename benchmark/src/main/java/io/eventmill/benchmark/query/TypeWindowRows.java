package io.eventmill.benchmark.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.event.Event;
import io.eventmill.event.ResultRow;
import io.eventmill.query.NamedResult;
import io.eventmill.query.TypeWindows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Window counts by type as the counts job writes them: the newest row of a window holds. */
final class TypeWindowRows {
  static final String RESULT = "events_by_type";
  static final String VERSION = "1";
  static final String FIELD = "event_type";
  private static final long WINDOW_MICROS = Question.WINDOW_MILLIS * 1_000;

  private record Window(long startMicros, String type) {}

  private final Map<Window, Long> counts = new HashMap<>();
  private final Set<Window> changed = new HashSet<>();

  /** How the server is told of them. */
  static NamedResult named() {
    return new NamedResult(
        RESULT,
        VERSION,
        List.of(FIELD),
        List.of("window_start_time", FIELD, "count", "late"),
        new TypeWindows(List.of(ProcessedEvents.SOURCE), FIELD, WINDOW_MICROS));
  }

  void add(Event event) {
    Window window =
        new Window(Math.floorDiv(event.timeMicros(), WINDOW_MICROS) * WINDOW_MICROS, event.type());
    counts.merge(window, 1L, Long::sum);
    changed.add(window);
  }

  /** Rows that have changed since this was asked last. */
  List<ResultRow> changes() {
    List<ResultRow> rows = new ArrayList<>();
    changed.forEach(window -> rows.add(row(window)));
    changed.clear();
    return rows;
  }

  private ResultRow row(Window window) {
    long second = window.startMicros / 1_000_000;
    String id = second + "|" + window.type;
    String json =
        "{\"id\":\"%s\",\"window_start_time\":%d,\"%s\":\"%s\",\"count\":%d}"
            .formatted(id, second, FIELD, window.type, counts.get(window));
    return new ResultRow(RESULT, VERSION, id, window.startMicros, json.getBytes(UTF_8));
  }
}
