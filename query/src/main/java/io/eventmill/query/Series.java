package io.eventmill.query;

import io.eventmill.store.EventFilter;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.EventReader;
import io.eventmill.store.FieldText;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A histogram split by a field, with a bound on how many values it is split into: a field like an
 * id has as many values as there are events. Few values are one question to the store. Many are cut
 * to the most frequent, each asked for by itself, and the rest is summed up as "other".
 */
final class Series {
  private final EventReader reader;
  private final EventFilter filter;
  private final String by;
  private final long interval;

  Series(EventReader reader, EventFilter filter, String by, long interval) {
    this.reader = reader;
    this.filter = filter;
    this.by = by;
    this.interval = interval;
  }

  /**
   * @param value null where the event lacks the field
   * @param other true for the sum of all values that have no series of their own
   */
  record Row(long startMicros, String value, boolean other, long count) {}

  List<Row> rows(int valuesMax) {
    if (by == null) {
      return histogram(filter, null);
    }
    List<ValueCount> top = reader.top(new TopQuery(filter, by, valuesMax + 1));
    List<String> values = distinct(top.subList(0, Math.min(valuesMax, top.size())));
    List<Row> rows = top.size() <= valuesMax ? histogram(filter, by) : cut(values);
    rows.sort(Comparator.comparingLong(Row::startMicros).thenComparing(r -> place(r, values)));
    return rows;
  }

  /** Within a bucket: the most frequent value first, then events without the field, then others. */
  private static int place(Row row, List<String> values) {
    int place = values.indexOf(row.value());
    return place >= 0 ? place : row.other() ? Integer.MAX_VALUE : values.size();
  }

  private List<Row> cut(List<String> values) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Long> shown = new HashMap<>();
    for (String value : values) {
      for (Row row : histogram(narrowed(value), null)) {
        rows.add(new Row(row.startMicros(), value, false, row.count()));
        shown.merge(row.startMicros(), row.count(), Long::sum);
      }
    }
    // Asked last: events that arrive meanwhile can only make the rest larger, never negative.
    for (Row all : histogram(filter, null)) {
      long rest = all.count() - shown.getOrDefault(all.startMicros(), 0L);
      if (rest > 0) {
        rows.add(new Row(all.startMicros(), null, true, rest));
      }
    }
    return rows;
  }

  private List<Row> histogram(EventFilter which, String split) {
    List<Row> rows = new ArrayList<>();
    for (HistogramBucket bucket : reader.histogram(new HistogramQuery(which, interval, split))) {
      rows.add(new Row(bucket.startMicros(), bucket.value(), false, bucket.count()));
    }
    return rows;
  }

  private EventFilter narrowed(String value) {
    List<String> sources = by.equals("source") ? List.of(value) : filter.sources();
    List<String> types = by.equals("type") ? List.of(value) : filter.types();
    List<FieldIs> where = new ArrayList<>(filter.where());
    if (by.startsWith("/")) {
      where.add(new FieldIs(by, value));
    }
    return new EventFilter(
        sources, types, filter.fromMicros(), filter.toMicros(), where, filter.text());
  }

  /** A filter for 1 finds 1.0 too; both as series would count such events twice. */
  private static List<String> distinct(List<ValueCount> top) {
    List<String> values = new ArrayList<>();
    Set<String> numbers = new HashSet<>();
    for (ValueCount value : top) {
      String number = FieldText.numberIn(value.value());
      if (number == null || numbers.add(number)) {
        values.add(value.value());
      }
    }
    return values;
  }
}
