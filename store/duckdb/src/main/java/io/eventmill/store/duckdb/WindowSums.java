package io.eventmill.store.duckdb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All window counts in memory, so that a sum over months takes microseconds: per group the windows
 * of a day with the day's sum; a range adds up whole days, and windows only at its ends. A copy of
 * what the table says, made at the start and changed after each commit. Above its limit it gives
 * up, and the table is asked.
 */
final class WindowSums {
  private static final long DAY_MICROS = 86_400_000_000L;

  private final int windowsMax;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Map<Version, Map<String, NavigableMap<Long, Day>>> groups = new HashMap<>();
  private int windows;
  private boolean over;

  WindowSums(int windowsMax) {
    this.windowsMax = windowsMax;
  }

  private record Version(String result, String version) {}

  private static final class Day {
    private final NavigableMap<Long, Long> windows = new TreeMap<>();
    private long sum;
  }

  void add(List<WindowChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    lock.writeLock().lock();
    try {
      changes.forEach(this::add);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The windows of these rows are there no more. */
  void remove(List<WindowChange> gone) {
    lock.writeLock().lock();
    try {
      gone.forEach(this::remove);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void remove(WindowChange gone) {
    Version version = new Version(gone.result(), gone.version());
    Map<String, NavigableMap<Long, Day>> all = groups.getOrDefault(version, Map.of());
    NavigableMap<Long, Day> days = all.get(gone.group());
    long number = Math.floorDiv(gone.timeMicros(), DAY_MICROS);
    Day day = days == null ? null : days.get(number);
    if (day == null) { // above its limit it holds nothing
      return;
    }
    day.sum -= gone.count();
    if (day.windows.merge(gone.timeMicros(), -gone.count(), Long::sum) == 0) {
      day.windows.remove(gone.timeMicros());
      windows--;
    }
    if (day.windows.isEmpty()) {
      days.remove(number);
    }
    if (days.isEmpty()) {
      all.remove(gone.group());
    }
  }

  private void add(WindowChange change) {
    if (over) {
      return;
    }
    Day day =
        groups
            .computeIfAbsent(new Version(change.result(), change.version()), v -> new HashMap<>())
            .computeIfAbsent(change.group(), g -> new TreeMap<>())
            .computeIfAbsent(Math.floorDiv(change.timeMicros(), DAY_MICROS), d -> new Day());
    day.sum += change.count();
    int before = day.windows.size();
    day.windows.merge(change.timeMicros(), change.count(), Long::sum);
    windows += day.windows.size() - before;
    if (windows > windowsMax) {
      over = true;
      groups.clear();
    }
  }

  /**
   * The sum of a group, or of all groups.
   *
   * @param group null for all
   * @return empty when there are too many windows to hold
   */
  OptionalLong sum(String result, String version, String group, long from, long to) {
    lock.readLock().lock();
    try {
      if (over) {
        return OptionalLong.empty();
      }
      Map<String, NavigableMap<Long, Day>> all =
          groups.getOrDefault(new Version(result, version), Map.of());
      if (group != null) {
        NavigableMap<Long, Day> days = all.get(group);
        return OptionalLong.of(days == null ? 0 : sum(days, from, to));
      }
      return OptionalLong.of(all.values().stream().mapToLong(days -> sum(days, from, to)).sum());
    } finally {
      lock.readLock().unlock();
    }
  }

  private static long sum(NavigableMap<Long, Day> days, long from, long to) {
    if (from >= to) {
      return 0;
    }
    long first = Math.floorDiv(from, DAY_MICROS);
    long last = Math.floorDiv(to - 1, DAY_MICROS);
    long sum = 0;
    for (Map.Entry<Long, Day> day : days.subMap(first, true, last, true).entrySet()) {
      boolean whole = day.getKey() != first && day.getKey() != last;
      sum += whole ? day.getValue().sum : part(day.getValue(), from, to);
    }
    return sum;
  }

  private static long part(Day day, long from, long to) {
    long sum = 0;
    for (long count : day.windows.subMap(from, true, to, false).values()) {
      sum += count;
    }
    return sum;
  }
}
