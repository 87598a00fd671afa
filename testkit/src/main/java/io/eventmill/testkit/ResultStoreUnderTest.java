package io.eventmill.testkit;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.ResultStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The store that keeps results under test, and the steps that its tests share. */
public interface ResultStoreUnderTest {
  String RESULT_TOPIC = "counts-clicks";
  UUID RESULT_TOPIC_ID = new UUID(3, 5);

  ResultStore resultStore();

  /** Closes the store and opens it again over the same data. */
  void reopen();

  /** Whether a row's JSON comes back byte for byte, or as the same values written anew. */
  default boolean keepsBytes() {
    return true;
  }

  /** Writes the rows as one batch that goes on from wherever the store stands. */
  default void writeRows(List<ResultRow> rows) {
    Map<Integer, Position> before = resultStore().writer().positions(RESULT_TOPIC);
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after = new Position(RESULT_TOPIC_ID, next + rows.size(), null);
    resultStore().writer().write(Batch.ofRows(RESULT_TOPIC, rows, before, Map.of(0, after)));
  }

  static ResultRow row(String id, long timeMicros, String json) {
    return row("v1", id, timeMicros, json);
  }

  static ResultRow row(String version, String id, long timeMicros, String json) {
    return new ResultRow("clicks", version, id, timeMicros, json.getBytes(StandardCharsets.UTF_8));
  }
}
