package io.eventmill.steps.count;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Events of the same window and group added up for a moment, so that a hot group goes on as one.
 * Holds nothing that counts: whoever dies drains it first, or reads the events again.
 */
public final class CountBuffer {
  private record Cell(long windowMicros, String group) {}

  private final Map<Cell, Counted> counts = new HashMap<>();

  public void add(Counted counted) {
    counts.merge(new Cell(counted.windowMicros(), counted.group()), counted, Counted::plus);
  }

  public int size() {
    return counts.size();
  }

  public void drain(Consumer<Counted> to) {
    counts.values().forEach(to);
    counts.clear();
  }
}
