package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.testkit.SampleEvents;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real store and the plain loops give the same answers, to the byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DuckDbAnswersTest {
  @TempDir static Path folder;
  private DuckDbStore duckDb;
  private QueryServer real;
  private QueryServer plain;

  @BeforeAll
  void start() {
    List<Event> events = SampleEvents.mixed(2_000, 7);
    ListEventReader list = new ListEventReader();
    events.forEach(list::add);
    duckDb = DuckDbStore.open(DuckDbConfig.in(folder));
    Position end = new Position(new UUID(1, 2), 2_000, events.get(1_999).origin());
    duckDb.writer().write(new Batch("enriched", events, List.of(), Map.of(), Map.of(0, end)));
    real = new QueryServer(duckDb, QueryConfig.defaults(), QueryServer.CLOCK);
    plain = new QueryServer(list);
  }

  @AfterAll
  void stop() {
    real.close();
    plain.close();
    duckDb.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/events?format=csv",
        "/api/events?format=csv&order=oldest&limit=777",
        "/api/events?format=csv&source=web&type=pageview&type=checkout",
        "/api/events/count",
        "/api/events/count?text=stra%C3%9Fe",
        "/api/events/count?text=SAY",
        "/api/events/count?source=B%C3%BCro+%27A%27",
        "/api/events/histogram",
        "/api/events/histogram?interval=7m&by=source&format=csv",
        "/api/events/histogram?by=type&interval=30m",
        "/api/events/histogram?by=type&interval=30m&series=2",
        "/api/events/top?field=type",
        "/api/usage?by=source&by=type",
        "/api/usage?by=source&by=type&by=n&from=2026-01-01T00:20:00Z&format=csv",
        "/api/usage?by=nowhere",
        "/api/events/top?field=source&text=true",
      })
  void agreeWithThePlainLoops(String path) {
    String answer = real.get(path).body();

    assertThat(answer).isEqualTo(plain.get(path).body());
    assertThat(answer.length()).isGreaterThan(10);
  }
}
