package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.store.EventFilter;
import io.eventmill.store.GroupCount;
import io.eventmill.store.GroupQuery;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts, histograms and most frequent values equal those of a plain loop. */
interface CountingContract extends FindingContract {
  long[] WIDTHS = {1, 1_000_000, 60_000_000, 3_600_000_000L, 86_400_000_000L, 777_777_777};

  @Test
  default void countsPerBucketWhatAPlainLoopCounts() {
    List<PlainEvent> plain = writeMixed(900);
    RandomFilters filters = new RandomFilters(plain, 21);
    for (int i = 0; i < 80; i++) {
      EventFilter filter = i % 4 == 0 ? EventFilter.ALL : filters.next();
      String by = i % 3 == 0 ? null : by(filters, i);
      HistogramQuery query = new HistogramQuery(filter, WIDTHS[i % WIDTHS.length], by);

      List<HistogramBucket> buckets = store().reader().histogram(query);

      assertThat(buckets)
          .as("%s", query)
          .containsExactlyInAnyOrderElementsOf(expected(plain, query))
          .isSortedAccordingTo(Comparator.comparingLong(HistogramBucket::startMicros));
    }
  }

  private static String by(RandomFilters filters, int i) {
    return switch (i % 5) {
      case 0 -> "type";
      case 1 -> "source";
      default -> filters.pointer();
    };
  }

  private static List<HistogramBucket> expected(List<PlainEvent> plain, HistogramQuery query) {
    Map<List<Object>, Long> counts = new HashMap<>();
    for (PlainEvent event : plain) {
      if (event.passes(query.filter())) {
        long width = query.intervalMicros();
        long start = Math.floorDiv(event.event().timeMicros(), width) * width;
        String value = query.by() == null ? null : event.text(query.by());
        counts.merge(value == null ? List.of(start) : List.of(start, value), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(
            e ->
                new HistogramBucket(
                    (Long) e.getKey().get(0),
                    e.getKey().size() == 1 ? null : (String) e.getKey().get(1),
                    e.getValue()))
        .toList();
  }

  @Test
  default void topValuesAreThoseOfAPlainLoop() {
    List<PlainEvent> plain = writeMixed(900);
    RandomFilters filters = new RandomFilters(plain, 22);
    for (int i = 0; i < 120; i++) {
      EventFilter filter = i % 2 == 0 ? EventFilter.ALL : filters.next();
      TopQuery query = new TopQuery(filter, by(filters, i), i % 3 == 0 ? 3 : 1_000);

      List<ValueCount> top = store().reader().top(query);

      assertThat(top).as("%s", query).isEqualTo(expected(plain, query));
    }
  }

  @Test
  default void valuesAsFrequentStandInTheirOrderHoweverLongTheyAre() {
    List<String> inOrder =
        List.of(
            "a" + "x".repeat(2_000),
            "b",
            "b" + "é".repeat(900),
            "b" + "日".repeat(400),
            "b" + "日".repeat(300) + "月" + "日".repeat(100),
            "c",
            "\ud83d\ude00".repeat(300));
    List<Event> events = new ArrayList<>();
    for (int i : new int[] {5, 2, 0, 6, 4, 1, 3}) {
      String json = "{\"v\":\"" + inOrder.get(i) + "\"}";
      events.add(SampleEvents.withJson(json, events.size()));
    }
    write(events);

    for (int limit = 1; limit <= inOrder.size(); limit++) {
      assertThat(store().reader().top(new TopQuery(EventFilter.ALL, "/v", limit)))
          .extracting(ValueCount::value)
          .isEqualTo(inOrder.subList(0, limit));
    }
  }

  private static List<ValueCount> expected(List<PlainEvent> plain, TopQuery query) {
    Map<String, Long> counts = new HashMap<>();
    for (PlainEvent event : plain) {
      String value = event.text(query.field());
      if (value != null && event.passes(query.filter())) {
        counts.merge(value, 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(e -> new ValueCount(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparing(ValueCount::count)
                .reversed()
                .thenComparing(ValueCount::value, CountingContract::byUtf8))
        .limit(query.limit())
        .toList();
  }

  @Test
  default void groupsAreThoseOfAPlainLoop() {
    List<PlainEvent> plain = writeMixed(900);
    RandomFilters filters = new RandomFilters(plain, 23);
    for (int i = 0; i < 60; i++) {
      EventFilter filter = i % 2 == 0 ? EventFilter.ALL : filters.next();
      List<String> fields =
          i % 3 == 0 ? List.of(by(filters, i)) : List.of(by(filters, i), by(filters, i + 1));
      GroupQuery query = new GroupQuery(filter, fields, i % 4 == 0 ? 5 : 10_000);

      List<GroupCount> groups = store().reader().groups(query);

      assertThat(groups).as("%s", query).isEqualTo(expected(plain, query));
    }
  }

  private static List<GroupCount> expected(List<PlainEvent> plain, GroupQuery query) {
    Map<List<String>, Long> counts = new HashMap<>();
    for (PlainEvent event : plain) {
      if (event.passes(query.filter())) {
        List<String> values = new ArrayList<>();
        query.fields().forEach(field -> values.add(event.text(field)));
        counts.merge(values, 1L, Long::sum);
      }
    }
    Comparator<GroupCount> order = Comparator.comparing(g -> 0);
    for (int i = 0; i < query.fields().size(); i++) {
      int field = i;
      order =
          order.thenComparing(
              g -> g.values().get(field), Comparator.nullsFirst(CountingContract::byUtf8));
    }
    return counts.entrySet().stream()
        .map(e -> new GroupCount(e.getKey(), e.getValue()))
        .sorted(order)
        .limit(query.limit())
        .toList();
  }

  private static int byUtf8(String one, String other) {
    return java.util.Arrays.compareUnsigned(
        one.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        other.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  default void listsFieldsMostUsedFirst() {
    List<PlainEvent> plain = writeMixed(300);
    Map<String, Long> uses = new HashMap<>();
    plain.forEach(e -> e.fields().keySet().forEach(p -> uses.merge(p, 1L, Long::sum)));
    List<String> expected =
        uses.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey(CountingContract::byUtf8)))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(store().reader().fields(1_000)).isEqualTo(expected);
    assertThat(store().reader().fields(4)).isEqualTo(expected.subList(0, 4));
  }
}
