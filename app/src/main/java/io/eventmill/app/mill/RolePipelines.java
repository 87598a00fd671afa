package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Errors;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;

/**
 * {@code /api/pipelines} where the jobs run elsewhere: which pipelines this process was started
 * with. They are changed by starting the roles with another file and submitting the jobs anew.
 */
record RolePipelines(List<Pipeline> pipelines, Instant since) {
  void mount(Router router) {
    router.get("/api/pipelines").handler(rc -> answer(rc, all()));
    router.get("/api/pipelines/:name").handler(this::one);
    router.post("/api/pipelines/:name").handler(RolePipelines::refuse);
  }

  private JsonObject all() {
    return new JsonObject()
        .put("pipelines", new JsonArray(pipelines.stream().map(this::told).toList()));
  }

  private void one(RoutingContext rc) {
    String name = rc.pathParam("name");
    pipelines.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .ifPresentOrElse(
            p -> answer(rc, told(p).put("file", p.yaml())),
            () -> Errors.send(rc, ApiException.notFound("No pipeline '" + name + "' is here.")));
  }

  private JsonObject told(Pipeline pipeline) {
    JsonArray routes = new JsonArray();
    pipeline
        .routes()
        .forEach(r -> routes.add(new JsonObject().put("name", r.name()).put("to", r.to().name())));
    return new JsonObject()
        .put("name", pipeline.name())
        .put("version", RunningPipelines.version(pipeline.yaml()))
        .put("since", since.toString())
        .put("state", "elsewhere")
        .put("sources", new JsonArray(pipeline.sources().stream().map(s -> s.name()).toList()))
        .put("routes", routes)
        .put("jobs", new JsonArray());
  }

  private static void refuse(RoutingContext rc) {
    Errors.send(
        rc,
        ApiException.of(
            409,
            "runs_elsewhere",
            "The jobs of this pipeline run on a Flink cluster; change the file, start the roles"
                + " with it and run: eventmill submit --upgrade PIPELINE --flink URL"));
  }

  private static void answer(RoutingContext rc, JsonObject json) {
    rc.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(json.encodePrettily() + "\n");
  }
}
