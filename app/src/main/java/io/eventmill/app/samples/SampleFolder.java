package io.eventmill.app.samples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies beside a pipeline file for its test: {@code samples/SOURCE.jsonl} (or {@code .csv},
 * {@code .log}) and {@code expected/KIND.jsonl}. A kind without a file is expected to have no rows.
 */
public record SampleFolder(Path folder) {
  private static final ObjectMapper JSON = Rows.MAPPER;

  /** A file of samples and the source its lines go to. */
  public record Sample(Path file, String source) {}

  /** In the order of their names, which is the order of sending. */
  public List<Sample> samples(Pipeline pipeline) throws IOException {
    Path samples = folder.resolve("samples");
    if (!Files.isDirectory(samples)) {
      throw new UseException(
          "there is no "
              + samples
              + "; put events there, in files named like their source, e.g. "
              + pipeline.sources().get(0).name()
              + ".jsonl");
    }
    List<String> sources = pipeline.sources().stream().map(Source::name).toList();
    try (Stream<Path> files = Files.list(samples)) {
      List<Sample> found =
          files
              .filter(f -> !f.getFileName().toString().startsWith("."))
              .sorted()
              .map(f -> new Sample(f, name(f)))
              .toList();
      for (Sample sample : found) {
        if (!sources.contains(sample.source())) {
          throw new UseException(
              sample.file()
                  + " is named like no source of the pipeline"
                  + Guess.among(sample.source(), sources)
                  + "; there are: "
                  + String.join(", ", sources));
        }
      }
      if (found.isEmpty()) {
        throw new UseException(samples + " is empty; put a file there for each source");
      }
      return found;
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(jsonl|csv|log)(\\.gz)?$", "");
  }

  public boolean hasExpected() {
    return Files.isDirectory(expected());
  }

  public Path expected() {
    return folder.resolve("expected");
  }

  public Path file(String kind) {
    return expected().resolve(kind + ".jsonl");
  }

  /** Kinds that have a file. */
  public List<String> kinds() throws IOException {
    if (!hasExpected()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(expected())) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(".jsonl"))
          .map(n -> n.substring(0, n.length() - ".jsonl".length()))
          .sorted()
          .toList();
    }
  }

  /** All that is expected, by kind. */
  public Map<String, List<JsonNode>> all() throws IOException {
    Map<String, List<JsonNode>> all = new HashMap<>();
    for (String kind : kinds()) {
      all.put(kind, rows(kind));
    }
    return all;
  }

  /** The rows that are expected of a kind. */
  public List<JsonNode> rows(String kind) throws IOException {
    Path file = file(kind);
    List<JsonNode> rows = new ArrayList<>();
    if (!Files.exists(file)) {
      return rows;
    }
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(row(file, i + 1, lines.get(i)));
      }
    }
    return rows;
  }

  private static JsonNode row(Path file, int line, String text) {
    try {
      JsonNode row = JSON.readTree(text);
      if (row.isObject()) {
        return row;
      }
      throw new UseException(file + ", line " + line + ": expected a JSON object");
    } catch (IOException e) {
      throw new UseException(
          file + ", line " + line + ": not JSON: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  /** Makes these the rows that are expected; without rows, the file goes. */
  public void write(String kind, List<JsonNode> rows) throws IOException {
    Files.createDirectories(expected());
    if (rows.isEmpty()) {
      Files.deleteIfExists(file(kind));
    } else {
      Files.writeString(
          file(kind),
          rows.stream().map(JsonNode::toString).collect(Collectors.joining("\n", "", "\n")));
    }
  }
}
