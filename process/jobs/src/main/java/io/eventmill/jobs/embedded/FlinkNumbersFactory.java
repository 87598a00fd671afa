package io.eventmill.jobs.embedded;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Flink finds it by its name in the settings. */
public final class FlinkNumbersFactory implements MetricReporterFactory {
  @Override
  public FlinkNumbers createMetricReporter(Properties properties) {
    return new FlinkNumbers();
  }
}
