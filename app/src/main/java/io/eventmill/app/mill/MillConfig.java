package io.eventmill.app.mill;

import io.eventmill.app.security.Listening;
import io.eventmill.pipeline.Pipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line decides about a mill in one process.
 *
 * @param data the folder under which everything lies
 * @param port of the HTTP door; 0 = any free one
 * @param kafkaPort of the embedded broker; 0 = any free one
 * @param flinkPort of Flink's web page; 0 = any free one
 * @param files by pipeline, its file; schemas lie in the same folder
 * @param search {@code duckdb} or {@code opensearch}; null: as the pipeline files say
 * @param relational {@code duckdb} or {@code postgres}; null: as the pipeline files say
 * @param listening where the HTTP door listens, and how
 * @param set settings moved from their defaults, each {@code stage.setting=value}
 */
public record MillConfig(
    Path data,
    int port,
    int kafkaPort,
    int flinkPort,
    List<Pipeline> pipelines,
    Map<String, Path> files,
    String search,
    String relational,
    Listening listening,
    List<String> set) {
  public MillConfig {
    pipelines = List.copyOf(pipelines);
    files = Map.copyOf(files);
    set = List.copyOf(set);
  }

  /** By pipeline, the folder that its file lies in. */
  public Map<String, Path> folders() {
    Map<String, Path> folders = new HashMap<>();
    files.forEach((name, file) -> folders.put(name, file.toAbsolutePath().getParent()));
    return folders;
  }

  /** The same, with other versions of the pipelines. */
  MillConfig running(List<Pipeline> newest) {
    return new MillConfig(
        data, port, kafkaPort, flinkPort, newest, files, search, relational, listening, set);
  }

  MillSettings settings(DataFolder folder) {
    MillSettings settings = MillSettings.defaults(folder.store(), folder.spool());
    for (String assignment : set) {
      settings = settings.with(assignment);
    }
    return settings;
  }
}
