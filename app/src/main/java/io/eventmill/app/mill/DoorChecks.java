package io.eventmill.app.mill;

import io.eventmill.collect.body.EventCheck;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Outcome;
import io.eventmill.event.RawEvent;
import io.eventmill.event.Sender;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.embedded.NotReadyException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import java.util.List;
import java.util.function.Function;

/**
 * Asks the steps at the door what the stream would say of an event, for sources that want it: what
 * the door lets in, the stream takes. While a schema is not known the door lets everything in, and
 * the stream decides. A new version of a schema is at the door within a second.
 *
 * @param rules that hold for a pipeline now
 */
record DoorChecks(List<Pipeline> pipelines, Function<Pipeline, EventRules> rules) {
  private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;
  private static final Origin NOWHERE_YET = new Origin(0, 0, 0, 0);

  EventCheck of(Source source) {
    if (!source.intake().checksEvents()) {
      return EventCheck.NONE;
    }
    Pipeline pipeline =
        pipelines.stream().filter(p -> p.sources().contains(source)).findFirst().orElseThrow();
    return new Check(pipeline, source);
  }

  /** What one thread has: steps are not for sharing. Steps are null while they cannot be had. */
  private record Known(EventRules rules, EventSteps steps, long atNanos) {}

  private final class Check implements EventCheck {
    private final Pipeline pipeline;
    private final Source source;
    private final ThreadLocal<Known> known = new ThreadLocal<>();

    Check(Pipeline pipeline, Source source) {
      this.pipeline = pipeline;
      this.source = source;
    }

    @Override
    public Fault look(RawEvent event) {
      EventSteps steps = steps();
      if (steps == null) {
        return null;
      }
      Outcome outcome =
          steps.process(
              new RawRecord(
                  NOWHERE_YET,
                  event.id(),
                  event.receivedMillis(),
                  1,
                  Sender.UNKNOWN,
                  event.json()));
      return outcome instanceof FailedEvent failed
          ? new Fault(failed.pointer(), failed.message())
          : null;
    }

    private EventSteps steps() {
      Known had = known.get();
      long now = System.nanoTime();
      if (had == null || now - had.atNanos() > LOOK_AGAIN_NANOS) {
        had = renewed(had, now);
        known.set(had);
      }
      return had.steps();
    }

    private Known renewed(Known had, long now) {
      try {
        EventRules latest = rules.apply(pipeline);
        boolean same = had != null && latest.equals(had.rules());
        return new Known(latest, same ? had.steps() : steps(latest), now);
      } catch (NotReadyException e) {
        return new Known(null, null, now);
      }
    }

    private EventSteps steps(EventRules now) {
      return EventSteps.of(pipeline, source, now.pins(), now.limits(), now.schemas());
    }
  }
}
