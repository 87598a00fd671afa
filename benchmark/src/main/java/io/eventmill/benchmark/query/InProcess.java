package io.eventmill.benchmark.query;

import io.eventmill.benchmark.events.ProcessedEvents;
import io.eventmill.store.EventFilter;
import io.eventmill.store.EventQuery;
import io.eventmill.store.EventStore;
import io.eventmill.store.HistogramQuery;
import io.eventmill.store.TopQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The store asked by who holds it, without HTTP. */
record InProcess(EventStore store) implements Respondent {
  @Override
  public String answer(Question q) {
    return switch (q.kind()) {
      case WINDOWS ->
          Long.toString(
              store
                  .results()
                  .sum(
                      TypeWindowRows.RESULT,
                      TypeWindowRows.VERSION,
                      Map.of(TypeWindowRows.FIELD, q.type()),
                      q.fromMillis() * 1_000,
                      q.toMillis() * 1_000));
      case COUNT -> Long.toString(store.reader().count(filter(q, true, false)));
      case PAGE ->
          store
              .reader()
              .find(new EventQuery(filter(q, true, true), Question.PAGE, null, false))
              .events()
              .stream()
              .map(e -> e.event().id())
              .collect(Collectors.joining(" "));
      case TOP ->
          store
              .reader()
              .top(new TopQuery(filter(q, false, false), "/user_domain_id", Question.TOP))
              .stream()
              .map(v -> v.value() + "=" + v.count())
              .collect(Collectors.joining(" "));
      case HISTOGRAM ->
          store
              .reader()
              .histogram(new HistogramQuery(filter(q, false, false), q.stepMillis() * 1_000, null))
              .stream()
              .map(b -> b.startMicros() / 1_000 + "=" + b.count())
              .collect(Collectors.joining(" "));
    };
  }

  private static EventFilter filter(Question q, boolean ofType, boolean ofTraffic) {
    return new EventFilter(
        List.of(ProcessedEvents.SOURCE),
        ofType ? List.of(q.type()) : List.of(),
        q.fromMillis() * 1_000,
        q.toMillis() * 1_000,
        ofTraffic ? List.of(new EventFilter.FieldIs("/utm_source", q.traffic())) : List.of(),
        null);
  }
}
