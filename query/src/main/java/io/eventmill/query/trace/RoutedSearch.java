package io.eventmill.query.trace;

import io.eventmill.event.Origin;
import io.eventmill.topics.LogScan;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicPlace;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds an event on the topics of routes: what the log has, not what rules would say today. Looks
 * at so many records of a topic, from the moment on when the event was accepted.
 */
record RoutedSearch(LogScan scan, int recordsMax) {
  List<RoutedPlace> find(List<TracedRoute> routes, Origin origin, long sinceMillis) {
    List<RoutedPlace> found = new ArrayList<>();
    for (TracedRoute route : routes) {
      TopicPlace place = new TopicPlace(route.topic(), origin.partition());
      int[] looked = {0};
      try {
        scan.origins(
            place,
            sinceMillis,
            (offset, here) -> {
              if (origin.equals(here)) {
                found.add(new RoutedPlace(route.name(), route.topic(), origin.partition(), offset));
              }
              boolean passed =
                  here != null && here.sameTopic(origin) && here.offset() >= origin.offset();
              return !passed && ++looked[0] < recordsMax;
            });
      } catch (TopicException e) {
        continue; // a topic that is gone has nothing to tell
      }
    }
    return found;
  }
}
