package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.query.Series.Row;
import io.eventmill.store.EventFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SeriesTest {
  private static final List<String> VALUES =
      List.of("1", "1.0", "1.00", "\"1\"", "\"1.0\"", "2", "true", "\"a\"", "null", "{}");

  /** Whatever the values, however few may be shown: every event stands in exactly one row. */
  @Property(tries = 300)
  void countsEveryEventOnce(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 9) Integer> picks,
      @ForAll @IntRange(min = 1, max = 8) int valuesMax) {
    ListEventReader store = new ListEventReader();
    Map<Long, Long> expected = new HashMap<>();
    for (int i = 0; i < picks.size(); i++) {
      String time = "1970-01-01T00:00:%02dZ".formatted(i);
      store.add(Samples.event(i, "t", time, "{\"v\":" + VALUES.get(picks.get(i)) + "}"));
      expected.merge(i / 7 * 7_000_000L, 1L, Long::sum);
    }

    List<Row> rows = new Series(store, EventFilter.ALL, "/v", 7_000_000).rows(valuesMax);

    Map<Long, Long> found = new HashMap<>();
    rows.forEach(r -> found.merge(r.startMicros(), r.count(), Long::sum));
    assertThat(found).isEqualTo(expected);
    assertThat(rows.stream().filter(r -> r.value() != null).map(Row::value).distinct().count())
        .isLessThanOrEqualTo(valuesMax);
  }
}
