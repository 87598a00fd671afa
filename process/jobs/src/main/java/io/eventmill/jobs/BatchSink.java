package io.eventmill.jobs;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.LocalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * What a batch gives, written to a store of its own. The store notes no positions: a batch that
 * dies is begun anew in an empty one.
 */
final class BatchSink implements Sink<BatchRow> {
  private static final long serialVersionUID = 1L;

  private final LocalWriter store;
  private final int rowsMax;
  private final long bytesMax;

  /**
   * @param rowsMax written at once
   * @param bytesMax of events and rows written at once; a single larger one goes alone
   */
  BatchSink(LocalWriter store, int rowsMax, long bytesMax) {
    this.store = store;
    this.rowsMax = rowsMax;
    this.bytesMax = bytesMax;
  }

  @Override
  public SinkWriter<BatchRow> createWriter(WriterInitContext context) {
    return new Writer(store.find(), rowsMax, bytesMax);
  }

  private static final class Writer implements SinkWriter<BatchRow> {
    private static final String TOPIC = "batch";

    private final EventWriter store;
    private final int rowsMax;
    private final long bytesMax;
    private final List<Event> events = new ArrayList<>();
    private final List<FailedEvent> failed = new ArrayList<>();
    private final List<Dropped> dropped = new ArrayList<>();
    private final List<ResultRow> rows = new ArrayList<>();
    private int count;
    private long bytes;

    Writer(EventWriter store, int rowsMax, long bytesMax) {
      this.store = store;
      this.rowsMax = rowsMax;
      this.bytesMax = bytesMax;
    }

    @Override
    public void write(BatchRow row, Context context) {
      if (row.event() != null) {
        add(events, row.event(), row.event().json().length);
      } else if (row.failed() != null) {
        add(failed, row.failed(), row.failed().body().length);
      } else if (row.dropped() != null) {
        add(dropped, row.dropped(), 0);
      } else {
        add(rows, row.row(), row.row().json().length);
      }
    }

    private <T> void add(List<T> to, T one, long size) {
      if (count > 0 && bytes + size > bytesMax) {
        flush(false);
      }
      to.add(one);
      count++;
      bytes += size;
      if (count >= rowsMax) {
        flush(false);
      }
    }

    @Override
    public void flush(boolean endOfInput) {
      if (count > 0) {
        store.write(new Batch(TOPIC, events, failed, dropped, List.of(), rows, Map.of(), Map.of()));
        events.clear();
        failed.clear();
        dropped.clear();
        rows.clear();
        count = 0;
        bytes = 0;
      }
    }

    @Override
    public void close() {}
  }
}
