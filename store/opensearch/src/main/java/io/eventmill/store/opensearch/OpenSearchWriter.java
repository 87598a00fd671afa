package io.eventmill.store.opensearch;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes batches without transactions: a turn is begun, its rows are put in their places, and when
 * all of them can be found the turn ends and the positions move, both in one document. Rows of a
 * turn that has not ended count nowhere. Whoever dies in the middle leaves such rows behind; the
 * same rows come again in a later turn, to the same places.
 */
final class OpenSearchWriter implements EventWriter {
  private final Cluster cluster;
  private final IndexNames names;
  private final Indices indices;
  private final StateDocument document;
  private final OpenSearchConfig.Bulk limits;
  private final ReplayMarks marks;
  private final Leftovers leftovers;

  /** By topic: the turn that this writer could not finish, to be taken up by the same batch. */
  private final Map<String, State.Turn> unfinished = new ConcurrentHashMap<>();

  OpenSearchWriter(
      Cluster cluster,
      IndexNames names,
      Indices indices,
      StateDocument document,
      OpenSearchConfig.Bulk limits) {
    this.cluster = cluster;
    this.names = names;
    this.indices = indices;
    this.document = document;
    this.limits = limits;
    this.marks = new ReplayMarks(cluster, names);
    this.leftovers = new Leftovers(cluster, names, indices, limits);
  }

  @Override
  public Map<Integer, Position> positions(String topic) {
    return document.read().of(topic);
  }

  @Override
  public void write(Batch batch) {
    if (!batch.rows().isEmpty()) {
      throw new IllegalArgumentException("store: rows of results are kept elsewhere");
    }
    State.Turn turn = begin(batch);
    unfinished.put(batch.topic(), turn);
    rows(batch, turn.number());
    State ended =
        document.change(
            state -> {
              check(state, batch);
              return state.end(turn);
            });
    unfinished.remove(batch.topic());
    List<Long> overtaken = ended.overtaken();
    if (!overtaken.isEmpty()) {
      leftovers.delete(overtaken);
      document.change(state -> state.forget(overtaken));
    }
  }

  private State.Turn begin(Batch batch) {
    State.Turn tried = unfinished.get(batch.topic());
    State.Turn[] turn = {null};
    if (tried != null && tried.positions().equals(batch.positions())) {
      State state = document.read();
      check(state, batch);
      if (state.isOpen(tried.number())) {
        return tried;
      }
    }
    document.change(
        state -> {
          check(state, batch);
          turn[0] = new State.Turn(state.turn() + 1, batch.topic(), batch.positions());
          return state.begin(turn[0]);
        });
    return turn[0];
  }

  private static void check(State state, Batch batch) {
    Map<Integer, Position> now = state.of(batch.topic());
    for (Integer partition : batch.positions().keySet()) {
      Position stands = now.get(partition);
      Position expected = batch.before().get(partition);
      if (stands == null ? expected != null : !stands.equals(expected)) {
        throw new PositionsMovedException(
            "store: partition "
                + partition
                + " of "
                + batch.topic()
                + " stands at "
                + stands
                + ", the batch goes on from "
                + expected);
      }
    }
  }

  private void rows(Batch batch, long turn) {
    long now = System.currentTimeMillis();
    Documents documents = new Documents(turn, now);
    BulkRequests bulk = new BulkRequests(cluster, indices, limits);
    for (Event event : batch.events()) {
      byte[] row = documents.event(event);
      String what = "event " + event.id() + " from " + event.origin();
      bulk.put(what, indices.of(event), event.origin().asId(), turn, row);
    }
    String outcomes = names.outcomes();
    Map<String, FailedEvent> failed = new HashMap<>();
    for (FailedEvent f : batch.failed()) {
      String id = ReplayMarks.failedId(f.origin());
      failed.put(id, f);
      bulk.put("failed event " + f.id(), outcomes, id, turn, documents.failed(f));
    }
    for (Dropped d : batch.dropped()) {
      String id = "d-" + d.origin().asId();
      bulk.put("dropped event " + d.id(), outcomes, id, turn, documents.dropped(d));
    }
    for (AcceptedCells.Cell cell : AcceptedCells.of(batch.accepted())) {
      bulk.put("count of " + cell.source(), outcomes, cell.id(), turn, documents.accepted(cell));
    }
    marks.put(batch.accepted(), failed.keySet(), turn, documents, bulk);
    bulk.finish();
  }
}
