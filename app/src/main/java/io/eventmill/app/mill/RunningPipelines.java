package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.topics.KafkaAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipelines as they run now, and how they are changed. A change is checked first and refused
 * whole; then it is noted on disk, and the pipeline's job is stopped at a point where all it has
 * read is written, and goes on from there by the new rules: each event has one version of them. If
 * the process dies on the way, the next start goes on with what is on disk. Safe for threads.
 */
final class RunningPipelines {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPipelines.class);

  /**
   * @param pipeline as it holds from now on
   * @param file the text of its file when that was read last
   * @param submitted version by which its job runs; null before the first submission
   */
  record Running(Pipeline pipeline, String file, Instant since, String submitted) {
    String version() {
      return RunningPipelines.version(pipeline.yaml());
    }
  }

  /** What is to follow from a change. */
  interface Changed {
    /**
     * @param newest the pipeline as it is when it is asked for
     */
    void from(Pipeline before, Pipeline next, Supplier<Pipeline> newest);
  }

  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, Path> files;
  private final KafkaAddress kafka;
  private final PostedPipelines posted;
  private final PastRoutes routes;
  private final Changed changes;
  private final Clock clock;

  /**
   * @param started as their files say, or what was posted in their place
   * @param files by pipeline
   * @param routes told of those that come and go
   * @param changes told of a pipeline that is to go on as another one
   */
  RunningPipelines(
      List<Pipeline> started,
      List<Pipeline> asFiles,
      Map<String, Path> files,
      KafkaAddress kafka,
      PostedPipelines posted,
      PastRoutes routes,
      Changed changes,
      Clock clock) {
    this.files = Map.copyOf(files);
    this.kafka = kafka;
    this.posted = posted;
    this.routes = routes;
    this.changes = changes;
    this.clock = clock;
    Map<String, String> texts = new LinkedHashMap<>();
    asFiles.forEach(p -> texts.put(p.name(), p.yaml()));
    for (Pipeline p : started) {
      running.put(p.name(), new Running(p, texts.get(p.name()), clock.instant(), null));
    }
    routes.note(started);
  }

  /** Names a file's text. */
  static String version(String yaml) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  synchronized List<Running> all() {
    return List.copyOf(running.values());
  }

  List<Pipeline> pipelines() {
    return all().stream().map(Running::pipeline).toList();
  }

  /** Null when none of that name runs. */
  synchronized Running find(String name) {
    return running.get(name);
  }

  /** The pipeline for a submission of its job, which is about to begin. */
  synchronized Pipeline submitting(String name) {
    Running now = running.get(name);
    running.put(name, new Running(now.pipeline(), now.file(), now.since(), now.version()));
    return now.pipeline();
  }

  /**
   * Changes a pipeline to what was sent; a null answer means that none of that name runs.
   *
   * @throws PipelineRefusedException when it cannot be; nothing has changed then
   * @throws io.eventmill.topics.TopicException when its topics cannot be made now
   */
  synchronized Running post(String name, String yaml) throws PipelineRefusedException {
    Running now = running.get(name);
    if (now == null) {
      return null;
    }
    Pipeline next = checked(now.pipeline(), yaml);
    PipelineTopics.make(kafka, List.of(next));
    posted.write(name, yaml, now.file());
    return change(now, next, now.file());
  }

  /**
   * Reads the files again; one that has changed since it was read last holds, unless it is wrong.
   */
  synchronized void reload() {
    for (Running now : all()) {
      String name = now.pipeline().name();
      Path file = files.get(name);
      try {
        String yaml = Files.readString(file);
        if (yaml.equals(now.file())) {
          LOG.info("Pipeline {}: {} has not changed", name, file);
          continue;
        }
        Pipeline next = checked(now.pipeline(), yaml);
        PipelineTopics.make(kafka, List.of(next));
        posted.forget(name);
        change(now, next, yaml);
      } catch (PipelineRefusedException e) {
        LOG.error("Pipeline {} goes on as it is, {} cannot run:", name, file);
        e.problems().forEach(p -> LOG.error("  {}", p));
      } catch (IOException | RuntimeException e) {
        LOG.error("Pipeline {} goes on as it is: {}", name, e.toString());
      }
    }
  }

  private Running change(Running now, Pipeline next, String file) {
    Running changed = new Running(next, file, clock.instant(), now.submitted());
    running.put(next.name(), changed);
    routes.note(pipelines());
    if (!changed.version().equals(now.version())) {
      LOG.info("Pipeline {} changes from {} to {}", next.name(), now.version(), changed.version());
      changes.from(now.pipeline(), next, () -> find(next.name()).pipeline());
    }
    return changed;
  }

  private Pipeline checked(Pipeline now, String yaml) throws PipelineRefusedException {
    PipelineCheck check = PipelineCheck.of(yaml, now.folder());
    List<Problem> problems = new ArrayList<>(check.problems());
    if (check.pipeline() != null && problems.isEmpty()) {
      problems.addAll(FixedParts.changed(now, check.pipeline()));
      problems.addAll(clashes(check.pipeline()));
    }
    if (!problems.isEmpty()) {
      throw new PipelineRefusedException(
          "The pipeline has "
              + problems.size()
              + (problems.size() == 1 ? " problem" : " problems")
              + ", nothing has changed.",
          problems);
    }
    return check.pipeline();
  }

  /** Topics of routes that other pipelines use. */
  private List<Problem> clashes(Pipeline next) {
    List<Problem> problems = new ArrayList<>();
    for (Pipeline other : pipelines()) {
      if (!other.name().equals(next.name())) {
        TopicClash.between(next, other).forEach(problems::add);
      }
    }
    return problems;
  }
}
