package io.eventmill.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.load.Retained.Kind;
import io.eventmill.store.Purged;
import io.eventmill.store.Purger;
import io.eventmill.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  /** Times of rows, events by name and results by name, and the steps it was asked for. */
  private static final class Times implements Purger {
    private final List<Instant> events = new ArrayList<>();
    private final List<Instant> results = new ArrayList<>();
    private final List<Long> steps = new ArrayList<>();
    private boolean away;

    @Override
    public synchronized Purged events(String source, long beforeMillis, int rowsMax) {
      return remove(events, Instant.ofEpochMilli(beforeMillis), rowsMax);
    }

    @Override
    public synchronized Purged results(String result, long beforeMicros, int rowsMax) {
      return remove(results, Instant.ofEpochMilli(beforeMicros / 1_000), rowsMax);
    }

    private Purged remove(List<Instant> from, Instant before, int rowsMax) {
      if (away) {
        throw new StoreUnavailableException("store: away", null);
      }
      List<Instant> old = from.stream().filter(t -> t.isBefore(before)).limit(rowsMax).toList();
      from.removeAll(old);
      steps.add((long) old.size());
      return new Purged(old.size(), old.size() < rowsMax);
    }

    synchronized boolean has(List<Instant> expected) {
      return Stream.concat(events.stream(), results.stream()).toList().equals(expected);
    }

    synchronized void away(boolean now) {
      away = now;
    }
  }

  private static LoadConfig config(int rows) {
    LoadConfig d = LoadConfig.defaults();
    return new LoadConfig(
        d.eventsMax(),
        d.bytesMax(),
        d.delayMax(),
        d.quiet(),
        d.retryMin(),
        d.retryMax(),
        d.topicCheck(),
        Duration.ofMillis(20),
        rows,
        Duration.ofMillis(1));
  }

  @Test
  void removesInStepsWhatIsOlderThanEachRuleSays() throws Exception {
    Times store = new Times();
    Instant edge = NOW.minus(Duration.ofDays(90));
    for (int i = 1; i <= 25; i++) {
      store.events.add(edge.minusMillis(i));
    }
    store.events.add(edge);
    store.results.add(NOW.minus(Duration.ofDays(8)));
    store.results.add(NOW.minus(Duration.ofDays(6)));
    List<Retained> rules =
        List.of(
            new Retained(Kind.EVENTS, "web", Duration.ofDays(90), store),
            new Retained(Kind.RESULT, "counts", Duration.ofDays(7), store));

    try (Retention retention = Retention.start(rules, config(10), CLOCK)) {
      Bench.until(() -> store.has(List.of(edge, NOW.minus(Duration.ofDays(6)))));
      Bench.until(() -> retention.removed(1) == 1);
      assertThat(retention.removed(0)).isEqualTo(25);
      assertThat(retention.trouble()).isNull();
    }
    assertThat(store.steps.subList(0, 4)).containsExactly(10L, 10L, 5L, 1L);
  }

  @Test
  void aStoreThatIsAwayIsTriedAgainAndHoldsBackNoOther() throws Exception {
    Times away = new Times();
    Times there = new Times();
    away.events.add(NOW.minus(Duration.ofDays(2)));
    there.events.add(NOW.minus(Duration.ofDays(2)));
    away.away(true);
    List<Retained> rules =
        List.of(
            new Retained(Kind.EVENTS, "web", Duration.ofDays(1), away),
            new Retained(Kind.EVENTS, "app", Duration.ofDays(1), there));

    try (Retention retention = Retention.start(rules, config(10), CLOCK)) {
      Bench.until(() -> retention.removed(1) == 1);
      Bench.until(() -> retention.trouble() != null);
      assertThat(retention.trouble()).contains("web", "store: away");
      away.away(false);
      Bench.until(() -> retention.removed(0) == 1);
      Bench.until(() -> retention.trouble() == null);
    }
  }

  @Test
  void withoutRulesNothingRuns() {
    Retention retention = Retention.start(List.of(), config(10), CLOCK);

    retention.close();

    assertThat(retention.rules()).isEmpty();
  }
}
