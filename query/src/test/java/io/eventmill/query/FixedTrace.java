package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.Reason;
import io.eventmill.query.trace.Addition;
import io.eventmill.query.trace.Journey;
import io.eventmill.query.trace.RoutedPlace;
import io.eventmill.query.trace.Trace;
import io.eventmill.query.trace.Tracer;
import io.eventmill.store.Replay;
import io.eventmill.store.StoredOutcome;
import io.eventmill.topics.RawHeaders;
import java.util.List;

/** Made-up ways: {@code e1} has come to everything an event can come to, others are unknown. */
final class FixedTrace implements Tracer {
  private static final Origin ORIGIN = new Origin(1, 2, 0, 7);
  private static final RawHeaders HEADERS =
      new RawHeaders("e1", 1_795_000_000_000L, "::1".getBytes(UTF_8), null, "s:1", ORIGIN, 2);

  @Override
  public Trace trace(String id) {
    if (!id.equals("e1")) {
      return new Trace(id, List.of(), 42);
    }
    Outcome failed = Samples.failed(1, Reason.TIME_INVALID, new byte[] {'{'});
    Outcome dropped = new Dropped(ORIGIN, "e1", "web", 5, Cause.DUPLICATE);
    Addition addition = new Addition("category", "category", "{\"a\":[1]}", true);
    return new Trace(
        id,
        List.of(
            journey(HEADERS, Samples.event(1, "view", "2026-11-20T00:00:00Z", "{}"), addition),
            journey(null, failed, addition),
            journey(HEADERS, dropped, addition),
            new Journey("web", "raw", ORIGIN, HEADERS, null, 9, null, List.of(), List.of(), null),
            new Journey("web", "raw", ORIGIN, HEADERS, null, -1, null, List.of(), List.of(), null)),
        0);
  }

  private static Journey journey(RawHeaders headers, Outcome outcome, Addition addition) {
    Replay replay = outcome instanceof Dropped ? null : new Replay(ORIGIN, 6);
    return new Journey(
        "web",
        null,
        ORIGIN,
        headers,
        new StoredOutcome(outcome, 1_795_000_000_500L, replay),
        9,
        "web-event:1",
        List.of(addition),
        outcome instanceof Dropped
            ? List.of()
            : List.of(new RoutedPlace("alerts", "processed_events", 0, 17)),
        outcome instanceof Dropped ? ORIGIN : null);
  }
}
