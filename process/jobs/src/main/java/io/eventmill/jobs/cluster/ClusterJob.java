package io.eventmill.jobs.cluster;

import io.eventmill.jobs.ArchiveJob;
import io.eventmill.jobs.AttributionJob;
import io.eventmill.jobs.CountsJob;
import io.eventmill.jobs.EventsWiring;
import io.eventmill.jobs.JobsConfig;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.store.ReferenceSource;
import io.eventmill.topics.KafkaAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The program that a Flink cluster runs: one job of a pipeline, wired as in one process. In a
 * session cluster the argument is what {@code eventmill submit} sends; in application mode it is
 * the path of a file that {@code eventmill submit --write DIR} has made. What is done again after a
 * crash is dropped by its origin, here as there.
 */
public final class ClusterJob {
  private ClusterJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException(
          "one argument is expected, the job as 'eventmill submit --write DIR' writes it, found "
              + args.length);
    }
    JobSpec spec = JobSpec.read(args[0]);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    wire(env, spec, spec.address(System.getenv()));
    env.execute(spec.name());
  }

  static void wire(StreamExecutionEnvironment env, JobSpec spec, KafkaAddress kafka)
      throws IOException {
    if (spec.checkpoints() != null) {
      Configuration where = new Configuration();
      where.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      where.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, spec.checkpoints());
      env.configure(where);
    }
    JobsConfig config = spec.config();
    Pipeline pipeline = PipelineFile.parse(spec.rules().pipeline()).pipeline();
    switch (spec.kind()) {
      case EVENTS -> {
        // The run before was stopped at a point where all it had read was written: the newest
        // rules hold from there on.
        EventsWiring events = new EventsWiring(kafka, spec::rules, config);
        events.wire(env, events.rules(null, true));
      }
      case COUNTS -> CountsJob.build(env, kafka, pipeline, config);
      case ATTRIBUTION ->
          new AttributionJob(kafka, pipeline, config, tables(spec.tables())).wire(env, "");
      case ARCHIVE ->
          ArchiveJob.build(
              env,
              kafka,
              pipeline,
              archive(pipeline, spec),
              URI.create(spec.lake()),
              scratch(),
              config);
    }
  }

  private static Archive archive(Pipeline pipeline, JobSpec spec) {
    return pipeline.archives().stream()
        .filter(a -> a.name().equals(spec.archive()))
        .findFirst()
        .orElseThrow();
  }

  /** On each worker. */
  private static Path scratch() {
    return Path.of(System.getProperty("java.io.tmpdir"), "eventmill-lake");
  }

  private static ReferenceSource tables(byte[] bytes) throws IOException {
    if (bytes == null) {
      return null;
    }
    try (ObjectInputStream in = new OwnClasses(bytes)) {
      return (ReferenceSource) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("this jar does not know the store: " + e.getMessage(), e);
    }
  }

  /** Flink loads this program by a class loader of its own, which has the store's classes. */
  private static final class OwnClasses extends ObjectInputStream {
    OwnClasses(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
      return Class.forName(type.getName(), false, ClusterJob.class.getClassLoader());
    }
  }
}
