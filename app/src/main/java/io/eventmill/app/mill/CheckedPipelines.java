package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads pipeline files and notes every problem in all of them, those between files included. */
public record CheckedPipelines(List<Checked> files) {
  public CheckedPipelines {
    files = List.copyOf(files);
  }

  /**
   * @param pipeline null when there are problems that leave nothing to run
   */
  public record Checked(Path file, Pipeline pipeline, List<Problem> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  public static CheckedPipelines read(List<Path> given) throws IOException {
    List<Checked> files = new ArrayList<>();
    Map<String, Path> sources = new HashMap<>();
    Map<String, Path> names = new HashMap<>();
    Map<String, Path> subjects = new HashMap<>();
    Map<String, Path> counts = new HashMap<>();
    for (Path path : given) {
      Path file = PipelineFile.locate(path);
      if (!Files.isRegularFile(file)) {
        throw new UseException(
            "there is no pipeline at "
                + path
                + "; give a pipeline.yaml or a folder that holds one");
      }
      PipelineCheck read = PipelineCheck.of(Files.readString(file), folder(file));
      List<Problem> problems = new ArrayList<>(read.problems());
      if (read.pipeline() != null) {
        files.forEach(f -> problems.addAll(clashes(read.pipeline(), f)));
        problems.addAll(SchemaFilesCheck.problems(read.pipeline(), folder(file), subjects));
        clash(names, read.pipeline().name(), "name", file, problems);
        read.pipeline()
            .sources()
            .forEach(s -> clash(sources, s.name(), "sources." + s.name(), file, problems));
        read.pipeline().counts().forEach(c -> clash(counts, c.name(), "counts", file, problems));
      }
      problems.sort(Comparator.comparingInt(Problem::line));
      files.add(new Checked(file, read.pipeline(), problems));
    }
    return new CheckedPipelines(files);
  }

  private static void clash(
      Map<String, Path> taken, String name, String path, Path file, List<Problem> problems) {
    Path other = taken.putIfAbsent(name, file);
    if (other != null) {
      problems.add(new Problem(path, 0, "'" + name + "' is used by " + other + " already"));
    }
  }

  private static List<Problem> clashes(Pipeline pipeline, Checked other) {
    return other.pipeline() == null ? List.of() : TopicClash.between(pipeline, other.pipeline());
  }

  public boolean good() {
    return files.stream().allMatch(f -> f.problems().isEmpty());
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  public List<Pipeline> pipelines() {
    return files.stream().map(Checked::pipeline).toList();
  }
}
