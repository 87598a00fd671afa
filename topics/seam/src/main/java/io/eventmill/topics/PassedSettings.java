package io.eventmill.topics;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings that are passed through to Kafka's clients: which may be, and secrets in them. */
public final class PassedSettings {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  /** What the promises rest on is not the users' to move. */
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "acks",
          "enable.idempotence",
          "transactional.id",
          "group.id",
          "group.protocol",
          "group.instance.id",
          "enable.auto.commit",
          "auto.offset.reset",
          "isolation.level",
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer",
          "partitioner.class",
          "partition.assignment.strategy",
          "retries",
          "max.in.flight.requests.per.connection");

  private PassedSettings() {}

  /** Whether it is chosen here. */
  public static boolean isOurs(String name) {
    return OURS.contains(name);
  }

  /** What Kafka's clients know; further ones begin with {@code sasl.} or {@code ssl.}. */
  public static Set<String> known() {
    Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
    known.addAll(ConsumerConfig.configNames());
    known.addAll(ProducerConfig.configNames());
    return known;
  }

  /**
   * With environment variables in the places of {@code ${env:NAME}}.
   *
   * @throws IllegalArgumentException for a variable that is not there
   */
  public static Map<String, String> filledIn(
      Map<String, String> settings, Map<String, String> environment) {
    Map<String, String> filled = new TreeMap<>();
    settings.forEach((name, value) -> filled.put(name, filledIn(name, value, environment)));
    return filled;
  }

  private static String filledIn(String name, String value, Map<String, String> environment) {
    Matcher variable = VARIABLE.matcher(value);
    StringBuilder filled = new StringBuilder();
    while (variable.find()) {
      String found = environment.get(variable.group(1));
      if (found == null) {
        throw new IllegalArgumentException(
            "Kafka's setting "
                + name
                + " names the environment variable "
                + variable.group(1)
                + ", which is not set");
      }
      variable.appendReplacement(filled, Matcher.quoteReplacement(written(name, found)));
    }
    return variable.appendTail(filled).toString();
  }

  /** Between the quotes of a login module's options, a quote or a backslash would end them. */
  private static String written(String name, String value) {
    return name.endsWith("sasl.jaas.config")
        ? value.replace("\\", "\\\\").replace("\"", "\\\"")
        : value;
  }
}
