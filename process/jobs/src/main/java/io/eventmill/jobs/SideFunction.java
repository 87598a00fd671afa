package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Attribution;
import io.eventmill.steps.attribute.EventSide;
import io.eventmill.steps.attribute.SideEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;

/**
 * Takes from each event what attribution needs of it. A touch that lacks a value of the key can be
 * nobody's and is passed over; a conversion goes on in any case.
 */
final class SideFunction extends RichFlatMapFunction<Event, SideEvent> {
  private static final long serialVersionUID = 1L;

  private final String pipeline;
  private final String attribution;
  private final boolean conversions;
  private final int idMax;
  private transient EventSide side;
  private transient Counter withoutKey;

  SideFunction(String pipeline, String attribution, boolean conversions, int idMax) {
    this.pipeline = pipeline;
    this.attribution = attribution;
    this.conversions = conversions;
    this.idMax = idMax;
  }

  @Override
  public void open(OpenContext context) {
    Attribution rule = AttributionRule.of(pipeline, attribution);
    side = new EventSide(rule, conversions, idMax);
    MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("result", attribution);
    withoutKey = metrics.counter((conversions ? "conversions" : "touches") + "_without_key");
  }

  @Override
  public void flatMap(Event event, Collector<SideEvent> out) {
    if (!side.takes(event)) {
      return;
    }
    SideEvent read = side.read(event);
    if (read.missing() != null) {
      withoutKey.inc();
    }
    if (conversions || read.missing() == null) {
      out.collect(read);
    }
  }
}
