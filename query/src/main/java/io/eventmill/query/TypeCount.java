package io.eventmill.query;

import io.eventmill.store.EventFilter;
import io.eventmill.store.EventReader;
import io.eventmill.store.FieldText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Counts events of one type by one result's windows, as long as these are to be trusted. */
final class TypeCount {
  private static final long CHECK_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long TOO_LONG_NANOS = Duration.ofMinutes(1).toNanos();

  /** The ends of all time that microseconds can tell and stores can ask for. */
  private static final long FIRST = Long.MIN_VALUE + 2;

  private static final long LAST = Long.MAX_VALUE - 1;

  private final TypeWindows windows;
  private final Sums sums;
  private final EventReader reader;
  private final LongSupplier nanos;
  private boolean checked;
  private long checkedNanos;
  private long eventsThen;
  private boolean trusted;

  /** What windows of a group add up to; of all groups when it is empty. */
  interface Sums {
    long sum(Map<String, String> group, long fromMicros, long toMicros);
  }

  TypeCount(TypeWindows windows, Sums sums, EventReader reader, LongSupplier nanos) {
    this.windows = windows;
    this.sums = sums;
    this.reader = reader;
    this.nanos = nanos;
  }

  /** Whether the windows have what is asked for, and are right. */
  boolean answers(EventFilter filter) {
    return filter.types().size() == 1
        && isText(filter.types().get(0))
        && Set.copyOf(windows.sources()).equals(new HashSet<>(filter.sources()))
        && filter.where().isEmpty()
        && (filter.text() == null || filter.text().isEmpty())
        && hasWholeWindow(filter)
        && isTrusted();
  }

  /** A type that stands as a number or boolean in the event may have another text as a group. */
  private static boolean isText(String type) {
    return !type.isEmpty()
        && FieldText.numberIn(type) == null
        && !type.equals("true")
        && !type.equals("false");
  }

  private boolean hasWholeWindow(EventFilter filter) {
    return begin(filter) < end(filter);
  }

  /** The first window that is in whole. */
  private long begin(EventFilter filter) {
    if (filter.fromMicros() == null) {
      return FIRST;
    }
    long every = windows.everyMicros();
    long floor = Math.floorDiv(filter.fromMicros(), every) * every;
    return floor == filter.fromMicros() ? floor : floor + every;
  }

  /** Behind the last window that is in whole. */
  private long end(EventFilter filter) {
    long every = windows.everyMicros();
    return filter.toMicros() == null ? LAST : Math.floorDiv(filter.toMicros(), every) * every;
  }

  long count(EventFilter filter) {
    long begin = begin(filter);
    long end = end(filter);
    long count = sums.sum(Map.of(windows.field(), filter.types().get(0)), begin, end);
    if (filter.fromMicros() != null && filter.fromMicros() < begin) {
      count += events(filter, filter.fromMicros(), begin);
    }
    if (filter.toMicros() != null && end < filter.toMicros()) {
      count += events(filter, end, filter.toMicros());
    }
    return count;
  }

  private long events(EventFilter filter, long from, long to) {
    return reader.count(
        new EventFilter(filter.sources(), filter.types(), from, to, List.of(), null));
  }

  private synchronized boolean isTrusted() {
    long now = nanos.getAsLong();
    if (checked && now - checkedNanos < CHECK_NANOS) {
      return trusted;
    }
    long counted = sums.sum(Map.of(), FIRST, LAST);
    long events =
        reader.count(new EventFilter(windows.sources(), List.of(), null, null, List.of(), null));
    boolean caughtUp = checked && now - checkedNanos <= TOO_LONG_NANOS && counted >= eventsThen;
    trusted = counted == events || caughtUp && counted <= events;
    checked = true;
    checkedNanos = now;
    eventsThen = events;
    return trusted;
  }
}
