package io.eventmill.app.mill;

import io.eventmill.app.mill.RunningPipelines.Running;
import io.eventmill.jobs.AttributionJob;
import io.eventmill.jobs.CountsJob;
import io.eventmill.jobs.EventsJob;
import io.eventmill.jobs.embedded.JobState;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Problem;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.eventmill.topics.TopicException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /api/pipelines}: what runs, and {@code POST /api/pipelines/NAME} with a pipeline file, to
 * change it. A page of another site cannot make a browser send a body of type YAML, so nobody
 * changes a pipeline by following a link.
 */
final class PipelineRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRoutes.class);
  private static final Set<String> YAML =
      Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

  private final RunningPipelines pipelines;
  private final Supplier<List<JobState>> jobs;
  private final int bodyMax;

  /**
   * @param bodyMax bytes of a pipeline file
   */
  PipelineRoutes(RunningPipelines pipelines, Supplier<List<JobState>> jobs, int bodyMax) {
    this.pipelines = pipelines;
    this.jobs = jobs;
    this.bodyMax = bodyMax;
  }

  void mount(Router router) {
    router.get("/api/pipelines").handler(rc -> answered(rc, this::list));
    router.get("/api/pipelines/:name").handler(rc -> answered(rc, () -> one(rc)));
    router
        .post("/api/pipelines/:name")
        .handler(BodyHandler.create(false).setBodyLimit(bodyMax))
        .failureHandler(PipelineRoutes::badBody)
        .handler(rc -> answered(rc, () -> changed(rc)));
    router.route("/api/pipelines").handler(rc -> wrongMethod(rc, "GET"));
    router.route("/api/pipelines/:name").handler(rc -> wrongMethod(rc, "GET, POST"));
  }

  private static void answered(RoutingContext rc, Supplier<JsonObject> answer) {
    rc.vertx()
        .executeBlocking(answer::get)
        .onSuccess(
            json ->
                rc.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(Buffer.buffer(json.encodePrettily() + "\n")))
        .onFailure(error -> Errors.send(rc, explained(error)));
  }

  private static ApiException explained(Throwable error) {
    if (error instanceof ApiException known) {
      return known;
    }
    if (error instanceof TopicException) {
      return ApiException.busy("log_unavailable", "Nothing has changed: " + error.getMessage(), 5);
    }
    LOG.error("A pipeline could not be changed or told of", error);
    return ApiException.of(500, "internal", "That did not work; the server's log says why.");
  }

  private JsonObject list() {
    JsonArray all = new JsonArray();
    pipelines.all().forEach(running -> all.add(told(running)));
    return new JsonObject().put("pipelines", all);
  }

  private JsonObject one(RoutingContext rc) {
    Running running = pipelines.find(rc.pathParam("name"));
    if (running == null) {
      throw unknown(rc.pathParam("name"));
    }
    return told(running).put("file", running.pipeline().yaml());
  }

  private JsonObject changed(RoutingContext rc) {
    requireYaml(rc);
    Buffer body = rc.body().buffer();
    String yaml = body == null ? "" : body.toString(StandardCharsets.UTF_8);
    try {
      Running changed = pipelines.post(rc.pathParam("name"), yaml);
      if (changed == null) {
        throw unknown(rc.pathParam("name"));
      }
      return told(changed);
    } catch (PipelineRefusedException e) {
      throw ApiException.refused(
          "pipeline_refused",
          e.getMessage(),
          e.problems().stream().map(PipelineRoutes::field).toList(),
          e.problems().stream().map(PipelineRoutes::sentence).toList());
    }
  }

  private static String field(Problem problem) {
    return problem.path();
  }

  private static String sentence(Problem problem) {
    return (problem.line() > 0 ? "line " + problem.line() + ": " : "") + problem.message();
  }

  /** Changing, until its job goes by this version. */
  private JsonObject told(Running running) {
    Pipeline pipeline = running.pipeline();
    Set<String> names =
        Set.of(EventsJob.name(pipeline), CountsJob.name(pipeline), AttributionJob.name(pipeline));
    JsonArray states = new JsonArray();
    boolean up = running.version().equals(running.submitted());
    for (JobState job : jobs.get()) {
      if (names.contains(job.name())) {
        up &= job.status() == JobState.Status.RUNNING;
        states.add(
            new JsonObject()
                .put("name", job.name())
                .put("status", job.status().name().toLowerCase(Locale.ROOT))
                .put("problem", job.problem()));
      }
    }
    JsonArray routes = new JsonArray();
    pipeline
        .routes()
        .forEach(r -> routes.add(new JsonObject().put("name", r.name()).put("to", r.to().name())));
    return new JsonObject()
        .put("name", pipeline.name())
        .put("version", running.version())
        .put("since", running.since().toString())
        .put("state", up ? "running" : "changing")
        .put("sources", new JsonArray(pipeline.sources().stream().map(s -> s.name()).toList()))
        .put("routes", routes)
        .put("jobs", states);
  }

  private ApiException unknown(String name) {
    List<String> known = pipelines.pipelines().stream().map(Pipeline::name).toList();
    return ApiException.notFound(
        "No pipeline '"
            + name
            + "' runs here"
            + io.eventmill.pipeline.Guess.among(name, known)
            + "; there are "
            + String.join(", ", known)
            + ".");
  }

  private static void requireYaml(RoutingContext rc) {
    String type = rc.request().getHeader(HttpHeaders.CONTENT_TYPE);
    String found = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!YAML.contains(found)) {
      throw ApiException.of(
          415,
          "unsupported_media_type",
          "The body's Content-Type is "
              + (type == null ? "missing" : "'" + type + "'")
              + "; send application/yaml.");
    }
  }

  private static void badBody(RoutingContext rc) {
    Errors.send(
        rc,
        rc.statusCode() == 413
            ? ApiException.of(
                413, "body_too_large", "The pipeline file is too large (query.pipeline_body_max).")
            : ApiException.of(400, "bad_body", "The body could not be read."));
  }

  private static void wrongMethod(RoutingContext rc, String right) {
    rc.response().putHeader(HttpHeaders.ALLOW, right);
    Errors.send(
        rc,
        ApiException.of(
            405,
            "method_not_allowed",
            rc.request().method()
                + " "
                + rc.request().path()
                + " is not there; use "
                + right.replace(", ", " or ")
                + "."));
  }
}
