package io.eventmill.benchmark.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.benchmark.events.Shape;
import io.eventmill.benchmark.events.ShapedEvents;
import io.eventmill.store.EventStore;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store and a plain loop, asked the same. */
class InProcessTest {
  private static final int EVENTS = 12_000;

  @Test
  void theStoreAnswersAsAPlainLoopAlsoWithLaterEventsInIt(@TempDir Path folder) throws Exception {
    try (EventStore store = DuckDbStore.open(DuckDbConfig.in(folder))) {
      ShapedEvents shaped = new ShapedEvents(Shape.SMALL);
      Stock stock = new Stock(store.writer(), new ProcessedEvents(shaped, 1));
      stock.add(EVENTS);
      stock.add(700);

      for (Kind kind : Kind.values()) {
        assertThat(Latencies.compared(new InProcess(store), kind, EVENTS))
            .as(kind.label())
            .isEqualTo(PlainAnswers.of(kind, EVENTS));
      }
    }
  }

  @Test
  void questionsLieWithinTheEventsAndAreNotAlike() {
    long begin = ShapedEvents.BEGIN.toEpochMilli();
    long end = begin + (long) EVENTS * ShapedEvents.MILLIS_APART;
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < 500; i++) {
        Question q = Question.of(kind, i, EVENTS);
        assertThat(q.fromMillis()).isGreaterThanOrEqualTo(begin).isLessThan(q.toMillis());
        assertThat(q.toMillis()).isLessThanOrEqualTo(end);
        if (kind == Kind.WINDOWS) {
          assertThat(q.fromMillis() % Question.WINDOW_MILLIS).isZero();
          assertThat(q.toMillis() % Question.WINDOW_MILLIS).isZero();
        } else {
          assertThat(q).isNotEqualTo(Question.of(kind, i + 1, EVENTS));
        }
      }
    }
  }
}
