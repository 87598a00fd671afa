package io.eventmill.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The topics that a file names while it is read: each has one user. */
final class TopicNames {
  /** What Kafka allows. */
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private final Map<String, String> users = new HashMap<>();

  /** Notes what is wrong with the name, or that it has a user already. */
  void take(Section section, String key, String topic, String user) {
    if (topic.isEmpty()) {
      return; // missing, which has been said
    }
    if (!TOPIC.matcher(topic).matches()) {
      section.problem(
          key, "'" + topic + "' is not a topic name; letters, digits, '.', '_' and '-' only");
    }
    String other = users.putIfAbsent(topic, user);
    if (other != null) {
      section.problem(key, "topic '" + topic + "' is used by " + other + " already");
    }
  }
}
