package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.PassedSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How the users' own Kafka is reached. */
final class KafkaOptions {
  @Option(
      names = "--kafka",
      paramLabel = "BROKERS",
      description = "The Kafka cluster: host:port, several with commas between them.")
  private String brokers;

  @Option(
      names = "--kafka-settings",
      paramLabel = "FILE",
      description =
          "Settings for every Kafka client, as Kafka's own tools read them, e.g."
              + " security.protocol=SASL_SSL. ${env:NAME} stands for an environment variable.")
  private Path file;

  @Option(
      names = "--kafka-set",
      paramLabel = "SETTING=VALUE",
      description = "One such setting; before the file's. Repeatable.")
  private List<String> set = new ArrayList<>();

  KafkaAddress address() throws IOException {
    if (brokers == null) {
      throw new UseException("give the Kafka cluster: --kafka HOST:PORT,…");
    }
    try {
      return new KafkaAddress(brokers, PassedSettings.filledIn(settings(), System.getenv()));
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }

  /** As they were given: where they name an environment variable, its name stands. */
  Map<String, String> settings() throws IOException {
    Properties read = new Properties();
    if (file != null) {
      if (!Files.isRegularFile(file)) {
        throw new UseException("--kafka-settings: there is no file " + file);
      }
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      }
    }
    for (String assignment : set) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UseException(
            "--kafka-set is '" + assignment + "'; write SETTING=VALUE, e.g. client.rack=a");
      }
      read.setProperty(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    Map<String, String> settings = new TreeMap<>();
    read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    KafkaSettings.check(settings);
    return settings;
  }
}
