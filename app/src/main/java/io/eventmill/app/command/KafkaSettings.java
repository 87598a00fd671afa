package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Guess;
import io.eventmill.topics.PassedSettings;
import java.util.Map;
import java.util.Set;

/**
 * Settings of Kafka's clients that are passed through: which there are, and what they keep back.
 */
final class KafkaSettings {
  private KafkaSettings() {}

  /**
   * @throws UseException for one that no client of Kafka has, or that is decided here
   */
  static void check(Map<String, String> settings) {
    Set<String> known = PassedSettings.known();
    for (String name : settings.keySet()) {
      if (PassedSettings.isOurs(name)) {
        throw new UseException(
            "Kafka's setting "
                + name
                + " is Eventmill's to choose"
                + (name.equals("bootstrap.servers") ? "; give --kafka BROKERS" : "; leave it out"));
      }
      if (!known.contains(name) && !name.startsWith("sasl.") && !name.startsWith("ssl.")) {
        throw new UseException(
            "Kafka's clients have no setting '" + name + "'" + Guess.among(name, known));
      }
    }
  }
}
