package io.eventmill.app.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands on {@code /metrics}: numbers that are looked up when somebody asks, times that were
 * measured, and the JVM's own. A number that cannot be looked up is left out. Safe for threads.
 */
public final class Numbers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Numbers.class);

  /** Seconds; from what a disk in cache takes to what a client no longer waits for. */
  private static final double[] BOUNDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Family, List<Source>> sources = new ConcurrentHashMap<>();
  private final Map<Family, Histogram> times = new ConcurrentHashMap<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Looks up the numbers of a family. */
  public interface Source {
    /** By the values of its labels; empty when there are none just now. */
    Map<List<String>, ? extends Number> now();
  }

  public Numbers() {
    // Named as Prometheus advises against; process_cpu_usage and the machine's own numbers tell it.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    registry.getPrometheusRegistry().register((MultiCollector) this::snapshots);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** From now on the family has these numbers, beside those that others give it. */
  void tell(Family family, Source source) {
    sources.computeIfAbsent(family, f -> new CopyOnWriteArrayList<>()).add(source);
  }

  /** The same for one number. NaN: there is none now. */
  void tell(Family family, List<String> labels, DoubleSupplier number) {
    tell(
        family,
        () -> {
          double now = number.getAsDouble();
          return Double.isNaN(now) ? Map.of() : Map.of(labels, now);
        });
  }

  /** Where times of the family are put, in seconds. */
  Histogram times(Family family) {
    return times.computeIfAbsent(
        family,
        f ->
            Histogram.builder()
                .name(f.name())
                .help(f.help())
                .labelNames(f.labels().toArray(String[]::new))
                .classicOnly()
                .classicUpperBounds(BOUNDS)
                .withoutExemplars()
                .register(registry.getPrometheusRegistry()));
  }

  /** All of it, in Prometheus' form. */
  public String text() {
    return registry.scrape();
  }

  private MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    for (Map.Entry<Family, List<Source>> family : sources.entrySet()) {
      MetricSnapshot snapshot = snapshot(family.getKey(), family.getValue());
      if (!snapshot.getDataPoints().isEmpty()) {
        all.add(snapshot);
      }
    }
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(Family family, List<Source> from) {
    var counter = CounterSnapshot.builder().name(family.name()).help(family.help());
    var gauge = GaugeSnapshot.builder().name(family.name()).help(family.help());
    for (Source source : from) {
      now(family, source)
          .forEach(
              (values, number) -> {
                Labels labels = Labels.of(family.labels(), values);
                if (family.kind() == Family.Kind.COUNTER) {
                  counter.dataPoint(
                      CounterSnapshot.CounterDataPointSnapshot.builder()
                          .labels(labels)
                          .value(number.doubleValue())
                          .build());
                } else {
                  gauge.dataPoint(
                      GaugeSnapshot.GaugeDataPointSnapshot.builder()
                          .labels(labels)
                          .value(number.doubleValue())
                          .build());
                }
              });
    }
    return family.kind() == Family.Kind.COUNTER ? counter.build() : gauge.build();
  }

  private static Map<List<String>, ? extends Number> now(Family family, Source source) {
    try {
      return source.now();
    } catch (RuntimeException e) { // the part is away or closing; the others still tell
      LOG.debug("{} cannot be looked up now", family.name(), e);
      return Map.of();
    }
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
