package io.eventmill.app.metrics;

import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.Position;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Map;

/** A store whose batches are timed, also those that it does not take. */
record TimedWriter(EventWriter store, DistributionDataPoint times) implements EventWriter {
  @Override
  public Map<Integer, Position> positions(String topic) {
    return store.positions(topic);
  }

  @Override
  public void write(Batch batch) {
    long begun = System.nanoTime();
    try {
      store.write(batch);
    } finally {
      times.observe((System.nanoTime() - begun) / 1e9);
    }
  }

  @Override
  public long refused() {
    return store.refused();
  }
}
