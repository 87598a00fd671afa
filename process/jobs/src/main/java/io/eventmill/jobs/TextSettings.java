package io.eventmill.jobs;

import java.util.Map;
import java.util.Properties;

/** Kafka clients' settings as texts: Flink ships them to its workers and adds its own. */
final class TextSettings {
  private TextSettings() {}

  static Properties of(Map<String, Object> settings) {
    Properties properties = new Properties();
    settings.forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
    return properties;
  }
}
