package io.eventmill.app.samples;

import io.eventmill.event.Event;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Route;
import io.eventmill.topics.EventTail;
import io.eventmill.topics.KafkaAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands on the topics of a pipeline's routes, by route; reads on where it has stopped. */
final class RoutedTopics implements AutoCloseable {
  private static final String GROUP = "eventmill-test";

  private final Map<String, List<Event>> byRoute = new LinkedHashMap<>();
  private final Map<String, String> routes = new LinkedHashMap<>(); // by topic
  private final EventTail tail; // null: there are no routes

  RoutedTopics(Pipeline pipeline, KafkaAddress kafka) {
    for (Route route : pipeline.routes()) {
      routes.put(route.to().name(), route.name());
      byRoute.put(route.name(), new ArrayList<>());
    }
    tail = routes.isEmpty() ? null : new EventTail(kafka, GROUP, routes.keySet());
  }

  /** By route, all that stands on its topic by now. */
  Map<String, List<Event>> events() {
    if (tail != null) {
      tail.more().forEach((topic, events) -> byRoute.get(routes.get(topic)).addAll(events));
    }
    return byRoute;
  }

  @Override
  public void close() {
    if (tail != null) {
      tail.close();
    }
  }
}
