package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventStore;
import io.eventmill.store.HistogramBucket;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.Position;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import io.eventmill.testkit.EventStoreContract;
import io.eventmill.testkit.SampleEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;

class DuckDbStoreTest extends EventStoreContract {
  @Override
  protected EventStore open(Path folder) {
    return DuckDbStore.open(DuckDbConfig.in(folder));
  }

  @Test
  void aBatchThatFailsAfterItsRowsAreInLeavesNothing() throws SQLException {
    write(List.of(SampleEvents.withJson("{\"a\":1}", 0)));
    Map<Integer, Position> stands = store().writer().positions(TOPIC);
    List<Event> more = List.of(SampleEvents.withJson("{\"a\":2.5,\"brand_new\":\"x\"}", 1));

    try (DuckDBConnection other = ((DuckDbStore) store()).database().connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE positions SET next_offset = next_offset + 1");
      assertThatThrownBy(() -> write(more)).isInstanceOf(StoreUnavailableException.class);
      other.rollback();
    }

    assertThat(store().writer().positions(TOPIC)).isEqualTo(stands);
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(1);
    assertThat(store().reader().fields(10)).containsExactly("/a");
    write(more);
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(2);
    assertThat(store().reader().fields(10)).containsExactly("/a", "/brand_new");
  }

  /**
   * Columns of the events' fields have their names; ours in a question must not be taken for one.
   */
  @Test
  void aFieldMayHaveAnyNameWithoutChangingAnAnswer() {
    String names =
        "{\"value\":%1$d,\"n\":%1$d,\"bucket\":%1$d,\"series\":%1$d,\"i\":%1$d,\"kind\":%1$d,"
            + "\"minute\":%1$d,\"records\":%1$d,\"cause\":%1$d,\"asked\":%1$d,\"same\":true}";
    write(
        List.of(
            SampleEvents.withJson(names.formatted(1), 0),
            SampleEvents.withJson(names.formatted(2), 1)));

    assertThat(store().reader().top(new TopQuery(EventFilter.ALL, "/same", 5)))
        .containsExactly(new ValueCount("true", 2));
    assertThat(
            store()
                .reader()
                .histogram(new HistogramQuery(EventFilter.ALL, 3_600_000_000L, "/same")))
        .containsExactly(new HistogramBucket(SampleEvents.START_MICROS, "true", 2));
    assertThat(store().ledger().snapshot(new LedgerRange(null, 0, Long.MAX_VALUE)).cells())
        .filteredOn(c -> c.kind() == LedgerCell.Kind.STORED)
        .extracting(LedgerCell::records)
        .containsExactly(2L);
  }
}
