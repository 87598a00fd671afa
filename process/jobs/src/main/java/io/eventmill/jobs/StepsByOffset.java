package io.eventmill.jobs;

import io.eventmill.jobs.RulesInForce.Former;
import io.eventmill.jobs.RulesInForce.RawEnds;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.steps.EventSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a source for each record: the newest, or those it had when it was first read. */
final class StepsByOffset {
  private static final Logger LOG = LoggerFactory.getLogger(StepsByOffset.class);

  private record Span(EventSteps steps, long[] ends) {}

  private final EventSteps newest;
  private final List<Span> former;

  private StepsByOffset(EventSteps newest, List<Span> former) {
    this.newest = newest;
    this.former = former;
  }

  static StepsByOffset of(RulesInForce rules, String source, UUID rawTopic) {
    List<Span> former = new ArrayList<>();
    EventSteps newest = steps(rules.now(), source);
    for (Former before : rules.before()) {
      RawEnds until = before.until().get(source);
      if (until != null && until.topic().equals(rawTopic)) {
        long[] ends = until.ends().stream().mapToLong(Long::longValue).toArray();
        boolean same = before.rules().equals(rules.now());
        EventSteps steps = same ? newest : stepsOrNull(before.rules(), source);
        if (steps != null) {
          former.add(new Span(steps, ends));
        }
      }
    }
    return new StepsByOffset(newest, former);
  }

  EventSteps at(int partition, long offset) {
    for (int i = 0; i < former.size(); i++) {
      Span span = former.get(i);
      if (partition < span.ends.length && offset < span.ends[partition]) {
        return span.steps;
      }
    }
    return newest;
  }

  static Source source(EventRules rules, String source) {
    return rules.read().pipeline().source(source);
  }

  private static EventSteps steps(EventRules rules, String source) {
    Pipeline pipeline = rules.read().pipeline();
    return EventSteps.of(
        pipeline, pipeline.source(source), rules.pins(), rules.limits(), rules.schemas());
  }

  /** Rules of another release may mean nothing to this one. */
  private static EventSteps stepsOrNull(EventRules rules, String source) {
    try {
      return steps(rules, source);
    } catch (RuntimeException e) {
      LOG.warn(
          "source '{}': the rules of the run before cannot be used any more ({}), the newest hold"
              + " for its last records, too: those it had written otherwise may be there twice",
          source,
          e.getMessage());
      return null;
    }
  }
}
