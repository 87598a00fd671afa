package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.pipeline.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Routes of one pipeline that lead to a topic of another. */
final class TopicClash {
  private TopicClash() {}

  static List<Problem> between(Pipeline pipeline, Pipeline other) {
    Set<String> taken = topics(other);
    List<Problem> problems = new ArrayList<>();
    for (Route route : pipeline.routes()) {
      if (taken.contains(route.to().name())) {
        problems.add(
            route
                .when()
                .problem(
                    1,
                    "route '"
                        + route.name()
                        + "' leads to topic '"
                        + route.to().name()
                        + "', which pipeline "
                        + other.name()
                        + " uses already"));
      }
    }
    return problems;
  }

  private static Set<String> topics(Pipeline pipeline) {
    Set<String> topics = new HashSet<>();
    pipeline
        .sources()
        .forEach(
            s -> {
              topics.add(s.topics().raw());
              topics.add(s.topics().enriched());
              topics.add(s.topics().failed());
              topics.add(s.topics().dropped());
            });
    pipeline.counts().forEach(c -> topics.add(c.topic().name()));
    pipeline.attributions().forEach(a -> topics.add(a.topic().name()));
    pipeline.routes().forEach(r -> topics.add(r.to().name()));
    return topics;
  }
}
