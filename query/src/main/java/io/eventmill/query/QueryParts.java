package io.eventmill.query;

import io.eventmill.pipeline.Source;
import io.eventmill.query.audit.Auditor;
import io.eventmill.query.heal.Trial;
import io.eventmill.query.trace.Tracer;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.SearchStore;
import io.eventmill.topics.KafkaAddress;
import java.util.List;
import java.util.Objects;

/**
 * What is asked about.
 *
 * @param sources as the pipeline files have them
 * @param kafka where their topics are
 * @param trial processing as it runs now
 * @param auditor can tell whether every event is accounted for
 * @param tracer can follow an event
 * @param appSources sources whose events {@code /getsocial} answers about; none when no pipeline of
 *     that kind runs
 * @param tables master data that events are looked up in
 * @param results what jobs made of events: window counts, attributed conversions
 */
public record QueryParts(
    SearchStore store,
    List<Source> sources,
    KafkaAddress kafka,
    Trial trial,
    Auditor auditor,
    Tracer tracer,
    List<String> appSources,
    List<Results> results,
    ReferenceTables tables) {
  public QueryParts {
    Objects.requireNonNull(store, "store is null");
    Objects.requireNonNull(kafka, "kafka is null");
    Objects.requireNonNull(trial, "trial is null");
    sources = List.copyOf(sources);
    appSources = List.copyOf(appSources);
    results = List.copyOf(results);
  }
}
