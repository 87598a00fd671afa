package io.eventmill.jobs.embedded;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleBinaryOperator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's own numbers in Prometheus' form, as its reporter writes them, without a port of its own;
 * and of each job the few that say how it does. Safe for threads.
 */
public final class FlinkNumbers extends AbstractPrometheusReporter {
  /** The setting that says whose numbers they are: there may be several in a JVM. */
  static final String OF = "of";

  private static final Map<String, FlinkNumbers> OPEN = new ConcurrentHashMap<>();
  private static final FlinkNumbers NONE = new FlinkNumbers();

  private final Map<Metric, Kept> kept = new ConcurrentHashMap<>();
  private String of;

  private record Kept(JobNumber number, String job) {}

  /** What is known of a job. */
  public enum JobNumber {
    /** Restarts since it was submitted. */
    RESTARTS("numRestarts", Math::max),
    /** Records its sources have read since it began. */
    RECORDS("numRecordsIn", Double::sum),
    /** Events left out as duplicates since it began. */
    DUPLICATES("duplicates", Double::sum),
    /** How old the last event was when it was read, at the slowest source. */
    EVENT_TIME_LAG_SECONDS("currentEmitEventTimeLag", Math::max);

    private final String name;
    private final DoubleBinaryOperator together;

    JobNumber(String name, DoubleBinaryOperator together) {
      this.name = name;
      this.together = together;
    }

    /** Records are counted where they come in, else each operator would count them again. */
    private boolean is(String metric, Map<String, String> scope) {
      String operator = scope.get("<operator_name>");
      return name.equals(metric)
          && (this != RECORDS || operator != null && operator.startsWith("Source"));
    }

    /** NaN while it is unknown. */
    private double value(Metric metric) {
      if (metric instanceof Counter counter) {
        return counter.getCount();
      }
      Object value = metric instanceof Gauge<?> gauge ? gauge.getValue() : null;
      if (!(value instanceof Number number)) {
        return Double.NaN;
      }
      if (this == EVENT_TIME_LAG_SECONDS) { // -1 before the first event
        return number.longValue() == -1 ? Double.NaN : number.longValue() / 1000.0;
      }
      return number.doubleValue();
    }
  }

  /** Those of one cluster; empty ones when it has none. */
  static FlinkNumbers of(String cluster) {
    return OPEN.getOrDefault(cluster, NONE);
  }

  @Override
  public void open(MetricConfig config) {
    super.open(config);
    of = config.getString(OF, "");
    OPEN.put(of, this);
  }

  @Override
  public void close() {
    if (of != null) {
      OPEN.remove(of, this);
    }
    super.close();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfAddedMetric(metric, name, group);
    Map<String, String> scope = group.getAllVariables();
    String job = scope.get("<job_name>");
    for (JobNumber number : JobNumber.values()) {
      if (job != null && number.is(name, scope)) {
        kept.put(metric, new Kept(number, job));
      }
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    super.notifyOfRemovedMetric(metric, name, group);
    kept.remove(metric);
  }

  /** By the job's name; without those of which it is not known. */
  public Map<String, Double> byJob(JobNumber number) {
    Map<String, Double> byJob = new HashMap<>();
    kept.forEach(
        (metric, is) -> {
          double value = is.number() == number ? number.value(metric) : Double.NaN;
          if (!Double.isNaN(value)) {
            byJob.merge(is.job(), value, number.together::applyAsDouble);
          }
        });
    return byJob;
  }

  /** All of Flink's numbers. */
  public String text() {
    StringWriter out = new StringWriter(1 << 16);
    try {
      TextFormat.write004(out, registry().metricFamilySamples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  /** Flink's reporters that serve or push it stand beside it, and others cannot reach it. */
  private CollectorRegistry registry() {
    try {
      var field = AbstractPrometheusReporter.class.getDeclaredField("registry");
      field.setAccessible(true);
      return (CollectorRegistry) field.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Flink keeps its numbers elsewhere", e);
    }
  }
}
