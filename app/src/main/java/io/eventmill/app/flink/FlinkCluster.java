package io.eventmill.app.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A Flink session cluster, over its REST API. Changes nothing by itself; a call that breaks off in
 * the middle may have been carried out, which {@link #jobs} tells.
 */
public final class FlinkCluster {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);
  private static final Duration SAVEPOINT_MAX = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 300;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String url;

  /**
   * @param url of its REST port, e.g. {@code http://jobmanager:8081}
   */
  public FlinkCluster(String url) {
    this.url = url.replaceAll("/+$", "");
  }

  public List<ClusterJobState> jobs() {
    List<ClusterJobState> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      jobs.add(
          new ClusterJobState(
              job.path("jid").asText(), job.path("name").asText(), job.path("state").asText()));
    }
    return jobs;
  }

  /** How many workers it has. */
  public int taskManagers() {
    return get("/overview").path("taskmanagers").asInt();
  }

  /** Uploads a jar and gives the cluster's id of it. */
  public String upload(Path jar) throws IOException {
    String boundary = "eventmill-" + UUID.randomUUID();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
            + "Content-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head.formatted(boundary, jar.getFileName())),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    JsonNode answer =
        ask(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(body)
                .build());
    String file = answer.path("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  public void deleteJar(String jar) {
    ask(request("/jars/" + jar).DELETE().build());
  }

  /**
   * Runs a program of an uploaded jar and gives the id of its job.
   *
   * @param savepoint to go on from; null: from the start
   */
  public String run(
      String jar, String mainClass, String argument, int parallelism, String savepoint) {
    ObjectNode body = JSON.createObjectNode().put("entryClass", mainClass);
    body.putArray("programArgsList").add(argument);
    body.put("parallelism", parallelism);
    if (savepoint != null) {
      // A source that was taken out of the pipeline leaves state that nobody wants any more.
      body.put("savepointPath", savepoint).put("allowNonRestoredState", true);
    }
    return post("/jars/" + jar + "/run", body).path("jobid").asText();
  }

  /**
   * Stops a job with a savepoint: all it has read is written, and nothing behind it.
   *
   * @param folder for the savepoint; null: as the cluster is set
   * @return the savepoint
   * @throws ClusterException when there is none; the job goes on then
   */
  public String stop(String job, String folder) {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    if (folder != null) {
      body.put("targetDirectory", folder);
    }
    String trigger = post("/jobs/" + job + "/stop", body).path("request-id").asText();
    long end = System.nanoTime() + SAVEPOINT_MAX.toNanos();
    while (System.nanoTime() < end) {
      JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode operation = answer.path("operation");
        if (operation.has("location")) {
          return operation.path("location").asText();
        }
        throw new ClusterException(
            "there is no savepoint of job "
                + job
                + ", it goes on: "
                + cause(operation.path("failure-cause").path("stack-trace").asText()),
            null);
      }
      pause();
    }
    throw new ClusterException("job " + job + " made no savepoint in " + SAVEPOINT_MAX, null);
  }

  /** The state of a job: RUNNING only when all its tasks are. */
  public String state(String job) {
    JsonNode answer = get("/jobs/" + job);
    String state = answer.path("state").asText();
    for (JsonNode vertex : answer.path("vertices")) {
      if (state.equals("RUNNING") && !vertex.path("status").asText().equals("RUNNING")) {
        return "STARTING";
      }
    }
    return state;
  }

  /** Why a job has failed, its innermost cause. */
  public String failure(String job) {
    JsonNode found = get("/jobs/" + job + "/exceptions");
    JsonNode entry = found.path("exceptionHistory").path("entries").path(0);
    return cause(entry.path("stacktrace").asText());
  }

  private static String cause(String stackTrace) {
    String cause = stackTrace.lines().findFirst().orElse("no reason is known");
    for (String line : stackTrace.split("\n")) {
      if (line.startsWith("Caused by: ")) {
        cause = line.substring("Caused by: ".length());
      }
    }
    return cause.strip();
  }

  private JsonNode get(String path) {
    return ask(request(path).GET().build());
  }

  private JsonNode post(String path, ObjectNode body) {
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_MAX);
    } catch (IllegalArgumentException e) {
      throw new ClusterException(
          "'" + url + "' is no address of a Flink cluster; write http://HOST:PORT", e);
    }
  }

  private JsonNode ask(HttpRequest request) {
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ClusterException(
          "the Flink cluster at " + url + " does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking " + url, e);
    }
    try {
      JsonNode json = JSON.readTree(answer.body());
      if (answer.statusCode() / 100 == 2) {
        return json;
      }
      StringBuilder errors = new StringBuilder();
      json.path("errors").forEach(e -> errors.append(cause(e.asText())).append(' '));
      throw new ClusterException(
          "the Flink cluster at %s refuses %s %s (%d): %s"
              .formatted(
                  url,
                  request.method(),
                  request.uri().getPath(),
                  answer.statusCode(),
                  errors.toString().strip()),
          null);
    } catch (IOException e) {
      throw new ClusterException(
          url + " does not answer as a Flink cluster does (" + answer.statusCode() + ")", e);
    }
  }

  static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while waiting for the cluster", e);
    }
  }
}
