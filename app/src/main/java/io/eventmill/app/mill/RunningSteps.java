package io.eventmill.app.mill;

import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.embedded.NotReadyException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.query.heal.ReplayException;
import io.eventmill.query.heal.Trial;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The steps of the pipelines that run in this process, to be asked what they would say.
 *
 * @param rules that hold for a pipeline now
 */
record RunningSteps(Supplier<List<Pipeline>> pipelines, Function<Pipeline, EventRules> rules)
    implements Trial {
  @Override
  public Judge judge(String source) {
    for (Pipeline pipeline : pipelines.get()) {
      for (Source found : pipeline.sources()) {
        if (found.name().equals(source)) {
          return judge(steps(pipeline, found));
        }
      }
    }
    return null;
  }

  private EventSteps steps(Pipeline pipeline, Source source) {
    try {
      EventRules now = rules.apply(pipeline);
      return EventSteps.of(pipeline, source, now.pins(), now.limits(), now.schemas());
    } catch (NotReadyException e) {
      throw ReplayException.notReady(e.getMessage());
    }
  }

  private static Judge judge(EventSteps steps) {
    return failed ->
        steps.process(
            new RawRecord(
                failed.origin(),
                failed.ownId(),
                failed.receivedMillis(),
                failed.attempts() + 1,
                failed.sender(),
                failed.body()));
  }
}
