package io.eventmill.app.mill;

import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.jobs.ArchiveJob;
import io.eventmill.jobs.AttributionJob;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.EventsWiring;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.steps.enrich.LookupSpec;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.postgres.PostgresReferences;
import io.eventmill.topics.KafkaAddress;
import java.net.URI;

/** The jobs that a pipeline asks for, and the rules they go by. */
final class PipelineJobs {
  private final KafkaAddress kafka;
  private final DataFolder data;
  private final MillSettings settings;
  private final SchemaWatch schemas;

  PipelineJobs(KafkaAddress kafka, DataFolder data, MillSettings settings, SchemaWatch schemas) {
    this.kafka = kafka;
    this.data = data;
    this.settings = settings;
    this.schemas = schemas;
  }

  void submit(
      RunningPipelines pipelines,
      ReferenceSource tables,
      RunningCounts counts,
      EmbeddedFlink flink) {
    for (Pipeline pipeline : pipelines.pipelines()) {
      flink.submit(
          EventsJob.name(pipeline),
          new EventsWiring(
              kafka,
              () -> rules(pipelines.submitting(pipeline.name())),
              settings.process(),
              lookup -> database(lookup, tables)));
      if (!pipeline.counts().isEmpty()) {
        counts.submit(pipeline, () -> pipelines.find(pipeline.name()).pipeline());
      }
      if (!pipeline.attributions().isEmpty()) {
        flink.submit(
            AttributionJob.name(pipeline),
            new AttributionJob(kafka, pipeline, settings.process(), tables));
      }
      for (Archive archive : pipeline.archives()) {
        URI lake = data.lake(archive.to());
        flink.submit(
            ArchiveJob.name(pipeline, archive),
            (env, none) ->
                ArchiveJob.build(
                    env, kafka, pipeline, archive, lake, data.lakeScratch(), settings.process()));
      }
    }
  }

  private static ReferenceSource database(LookupSpec lookup, ReferenceSource tables) {
    return lookup.database() == null
        ? tables
        : new PostgresReferences(PostgresSettings.defaults().config(lookup.database()));
  }

  EventRules rules(Pipeline pipeline) {
    return EventRules.of(pipeline, schemas.pins(pipeline), settings.process(), settings.validate());
  }

  /** As {@link #rules}, for who does not run them as a job. */
  EventRules rulesNow(Pipeline pipeline) {
    return EventRules.of(pipeline, schemas.now(pipeline), settings.process(), settings.validate());
  }
}
