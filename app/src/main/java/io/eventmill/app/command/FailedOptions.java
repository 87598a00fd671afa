package io.eventmill.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say which failed events. */
final class FailedOptions {
  @Option(names = "--source", paramLabel = "NAME", description = "Of this source.")
  private String source;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "That failed for this reason, e.g. TIME_INVALID.")
  private String reason;

  @Option(names = "--id", paramLabel = "ID", description = "With this event id.")
  private String id;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Received at or after, e.g. now-1h or 2026-11-20T10:00:00Z.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Received before.")
  private String until;

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("source", source);
    given.put("reason", reason);
    given.put("id", id);
    given.put("from", since);
    given.put("to", until);
    given.values().removeIf(v -> v == null);
    return given;
  }

  boolean isAny() {
    return !given().isEmpty();
  }

  /** With a & before each. */
  String query() {
    StringBuilder query = new StringBuilder();
    given().forEach((k, v) -> query.append('&').append(k).append('=').append(ServerApi.encoded(v)));
    return query.toString();
  }

  ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    given().forEach(json::put);
    return json;
  }
}
