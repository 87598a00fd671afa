package io.eventmill.app.mill;

import io.eventmill.app.schemas.SchemaWatch;
import io.eventmill.jobs.ArchiveJob;
import io.eventmill.jobs.AttributionJob;
import io.eventmill.jobs.CountsJob;
import io.eventmill.jobs.EventRules;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.cluster.JobSpec;
import io.eventmill.jobs.cluster.JobSpec.Kind;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.registry.SchemaRegistry;
import io.eventmill.steps.enrich.Enrichments;
import io.eventmill.store.ReferenceSource;
import io.eventmill.store.postgres.PostgresReferences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The jobs of pipelines as a cluster is told them: the same as in one process, by the schemas that
 * the registry holds now.
 *
 * @param kafka settings of Kafka's clients as the users gave them, with the names of their secrets
 * @param checkpoints folder for checkpoints, as an address; null: as the cluster is set
 */
public record Submission(RoleConfig config, Map<String, String> kafka, String checkpoints) {
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:/.*");

  /**
   * Makes the topics, looks the schemas up and returns the jobs in the order of the data.
   *
   * @throws UseException when a pipeline cannot run on a cluster
   */
  public List<JobSpec> specs() throws Exception {
    MillConfig mill = config.mill();
    SharedStores.check(mill);
    mill.pipelines().forEach(Submission::checkLakes);
    mill.pipelines().forEach(Submission::checkLookups);
    StopOrder open = new StopOrder();
    try {
      DataFolder data = open.opened("data folder", DataFolder.hold(mill.data()));
      MillSettings settings = mill.settings(data);
      PipelineTopics.makeReplicated(config.kafka(), mill.pipelines());
      SchemaRegistry registry = open.opened("registry", RoleSchemas.registry(config, settings));
      SchemaWatch schemas =
          open.opened("schemas", RoleSchemas.watch(config, data, settings, registry));
      PipelineJobs rules = new PipelineJobs(config.kafka(), data, settings, schemas);
      List<JobSpec> specs = new ArrayList<>();
      for (Pipeline pipeline : mill.pipelines()) {
        add(specs, pipeline, rules.rules(pipeline), settings);
      }
      return specs;
    } finally {
      open.close();
    }
  }

  /** Of all jobs that a pipeline has or may have had. */
  public static boolean isOf(Pipeline pipeline, String job) {
    return job.equals(EventsJob.name(pipeline))
        || job.equals(CountsJob.name(pipeline))
        || job.equals(AttributionJob.name(pipeline))
        || job.startsWith("archive-" + pipeline.name() + "-");
  }

  private void add(List<JobSpec> specs, Pipeline pipeline, EventRules rules, MillSettings settings)
      throws IOException {
    specs.add(spec(Kind.EVENTS, EventsJob.name(pipeline), rules, null, null));
    if (!pipeline.counts().isEmpty()) {
      specs.add(spec(Kind.COUNTS, CountsJob.name(pipeline), rules, null, null));
    }
    if (!pipeline.attributions().isEmpty()) {
      String name = AttributionJob.name(pipeline);
      byte[] tables = tables(pipeline, settings);
      specs.add(spec(Kind.ATTRIBUTION, name, rules, null, tables));
    }
    for (Archive archive : pipeline.archives()) {
      specs.add(spec(Kind.ARCHIVE, ArchiveJob.name(pipeline, archive), rules, archive, null));
    }
  }

  private JobSpec spec(Kind kind, String name, EventRules rules, Archive archive, byte[] tables) {
    return new JobSpec(
        kind,
        name,
        rules,
        archive == null ? null : archive.name(),
        archive == null ? null : archive.to(),
        config.kafka().bootstrapServers(),
        kafka,
        config.mill().set().stream().filter(s -> s.startsWith("process.")).toList(),
        tables,
        checkpoints);
  }

  /** Where conversions are looked up: the database's address, shipped with the job. */
  private byte[] tables(Pipeline pipeline, MillSettings settings) throws IOException {
    boolean looksUp = pipeline.attributions().stream().anyMatch(a -> a.lookup() != null);
    if (!looksUp) {
      return null;
    }
    ReferenceSource tables =
        new PostgresReferences(settings.postgres().config(pipeline.stores().postgres()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(tables);
    }
    return bytes.toByteArray();
  }

  private static void checkLookups(Pipeline pipeline) {
    if (!Enrichments.lookups(pipeline).isEmpty()) {
      throw new UseException(
          "pipeline "
              + pipeline.name()
              + " looks events up (enrich: lookup), which jobs on a cluster cannot do yet; take the"
              + " step out, or run the pipeline in one process: eventmill run");
    }
  }

  private static void checkLakes(Pipeline pipeline) {
    for (Archive archive : pipeline.archives()) {
      if (!ADDRESS.matcher(archive.to()).matches()) {
        throw new UseException(
            "pipeline "
                + pipeline.name()
                + " archives to "
                + archive.to()
                + ", a folder of one machine; on a cluster write an address that all workers reach:"
                + " s3://bucket/lake, or file:///a/shared/folder");
      }
    }
  }
}
