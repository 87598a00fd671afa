package io.eventmill.query;

import io.eventmill.query.TypeCount.Sums;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How many events pass a filter. Whole windows come from window counts where there are some that
 * have all of the events, and only what is left at the ends from the events themselves; all else
 * from the events.
 *
 * <p>Window counts are trusted only as long as they have proved right: not more than all events
 * there are now, and not fewer than there were at the check before. So while events come in, an
 * answer may be behind by the few seconds that jobs need; when they do not, it is that of the
 * events.
 */
final class EventCounts {
  private final EventReader reader;
  private final List<Results> results;
  private final LongSupplier nanos;
  private final Map<NamedResult, TypeCount> known = new HashMap<>();

  /**
   * @param nanos a clock, as {@link System#nanoTime}
   */
  EventCounts(EventReader reader, List<Results> results, LongSupplier nanos) {
    this.reader = reader;
    this.results = results;
    this.nanos = nanos;
  }

  /** Those that there are now; what was found out about them is forgotten with them. */
  private synchronized List<TypeCount> windows() {
    Set<NamedResult> there = new HashSet<>();
    List<TypeCount> windows = new ArrayList<>();
    for (Results kind : results) {
      for (NamedResult result : kind.named()) {
        if (result.windows() != null) {
          there.add(result);
          windows.add(known.computeIfAbsent(result, r -> windows(kind, r)));
        }
      }
    }
    known.keySet().retainAll(there);
    return windows;
  }

  private TypeCount windows(Results kind, NamedResult result) {
    Sums sums =
        (group, from, to) -> kind.reader().sum(result.name(), result.version(), group, from, to);
    return new TypeCount(result.windows(), sums, reader, nanos);
  }

  long count(EventFilter filter) {
    for (TypeCount some : windows()) {
      if (some.answers(filter)) {
        return some.count(filter);
      }
    }
    return reader.count(filter);
  }
}
