package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.steps.attribute.SideEvent;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The function alone in Flink's own harness: its state, timers, checkpoints and watermarks. */
final class AttributionHarness implements AutoCloseable {
  private final KeyedOneInputStreamOperatorTestHarness<KeyHash, SideEvent, ResultRow> harness;

  private AttributionHarness(String pipeline, String name, int touchesMax) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AttributionFunction(pipeline, name, touchesMax, 100_000)),
            e -> new KeyHash(e.keyHigh(), e.keyLow()),
            TypeInformation.of(KeyHash.class));
  }

  static AttributionHarness open(String pipeline, String name) throws Exception {
    return open(pipeline, name, 100_000);
  }

  static AttributionHarness open(String pipeline, String name, int touchesMax) throws Exception {
    AttributionHarness opened = new AttributionHarness(pipeline, name, touchesMax);
    opened.harness.open();
    return opened;
  }

  static AttributionHarness restored(String pipeline, String name, OperatorSubtaskState state)
      throws Exception {
    AttributionHarness opened = new AttributionHarness(pipeline, name, 100_000);
    opened.harness.initializeState(state);
    opened.harness.open();
    return opened;
  }

  void take(SideEvent event) throws Exception {
    harness.processElement(event, Math.floorDiv(event.timeMicros(), 1000L));
  }

  void watermark(long millis) throws Exception {
    harness.processWatermark(millis);
  }

  OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return harness.snapshot(checkpoint, checkpoint);
  }

  /** Rows so far, in the order in which they were written. */
  List<ResultRow> rows() {
    return harness.extractOutputValues();
  }

  int keysHeld() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
