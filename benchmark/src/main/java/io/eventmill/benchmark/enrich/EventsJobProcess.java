package io.eventmill.benchmark.enrich;

import io.eventmill.benchmark.log.Track;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.EventsWiring;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.pipeline.PinnedSchema;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.validate.SchemaSettings;
import io.eventmill.topics.KafkaAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The product's events job on its embedded Flink, with its own defaults; no store behind it. */
public final class EventsJobProcess {
  private static final String SCHEMA = "bench-event";

  private EventsJobProcess() {}

  /** Arguments: Kafka, output topic, folder, and a schema file when events are to be checked. */
  public static void main(String[] args) throws Exception {
    KafkaAddress kafka = KafkaAddress.of(args[0]);
    Path schema = args.length > 3 ? Path.of(args[3]) : null;
    JobsConfig config = JobsConfig.defaults();
    PipelineFile.Read read = PipelineFile.parse(pipeline(args[1], schema != null));
    if (!read.problems().isEmpty()) {
      throw new IllegalStateException(read.problems().toString());
    }
    Pipeline pipeline = read.pipeline();
    EventRules rules = EventRules.of(pipeline, pins(schema), config, SchemaSettings.defaults());
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            new FlinkConfig(
                Path.of(args[2]), 0, config.parallelism(), config.checkpointsRetained()));
    flink.submit(EventsJob.name(pipeline), new EventsWiring(kafka, () -> rules, config));
    Runtime.getRuntime().addShutdownHook(new Thread(flink::close));
    Thread.currentThread().join();
  }

  private static SchemaPins pins(Path schema) throws Exception {
    return schema == null
        ? SchemaPins.none()
        : new SchemaPins(
            Map.of(SCHEMA, new PinnedSchema(SCHEMA, 1, 1, Files.readString(schema))), Map.of());
  }

  private static String pipeline(String output, boolean whole) {
    return """
        name: bench
        sources:
          web:
            topics: {raw: %s, enriched: %s, failed: %s, dropped: %s, partitions: 4}
            event: {id: /event_id, type: /event_type, time: /event_timestamp, key: /user_domain_id}
            deduplicate: {within: %s}
        %s
        enrich:
          - category:
              from: /utm_source
              into: source_category
              table: {google: search_engine, bing: search_engine, facebook: social_media, instagram: social_media, mailchimp: email_marketing}
              otherwise: other/unknown
          - email_domain: {from: /user_custom_id, into: user_email_domain}
        """
        .formatted(
            Track.INPUT,
            output,
            EnrichBench.FAILED,
            EnrichBench.DROPPED,
            whole ? "1h" : "0s",
            whole ? "    schema: " + SCHEMA : "");
  }
}
