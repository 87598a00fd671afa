package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventStore;
import io.eventmill.store.Position;
import io.eventmill.store.StoreUnavailableException;
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
}
