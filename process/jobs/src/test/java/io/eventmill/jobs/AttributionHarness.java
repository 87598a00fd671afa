package io.eventmill.jobs;

import io.eventmill.event.ResultRow;
import io.eventmill.steps.attribute.AttributionLimits;
import io.eventmill.steps.attribute.SideEvent;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The function alone in Flink's own harness: its state, timers, checkpoints and watermarks. */
final class AttributionHarness implements AutoCloseable {
  private final KeyedOneInputStreamOperatorTestHarness<KeyHash, SideEvent, ResultRow> harness;

  private AttributionHarness(String pipeline, String name, AttributionLimits limits)
      throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AttributionFunction(pipeline, name, limits)),
            e -> new KeyHash(e.keyHigh(), e.keyLow()),
            TypeInformation.of(KeyHash.class));
  }

  static AttributionLimits limits(int touchesMax, Duration grace) {
    return new AttributionLimits(touchesMax, 100_000, grace, 1_000_000);
  }

  static AttributionHarness open(String pipeline, String name, AttributionLimits limits)
      throws Exception {
    AttributionHarness opened = new AttributionHarness(pipeline, name, limits);
    opened.harness.open();
    return opened;
  }

  static AttributionHarness restored(
      String pipeline, String name, AttributionLimits limits, OperatorSubtaskState state)
      throws Exception {
    AttributionHarness opened = new AttributionHarness(pipeline, name, limits);
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

  void millis(long processingTime) throws Exception {
    harness.setProcessingTime(processingTime);
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
    return harness.numEventTimeTimers() + harness.numProcessingTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
