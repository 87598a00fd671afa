package io.eventmill.app.batch;

import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.PlainHistory;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.read.ReadException;
import io.eventmill.read.ReadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that no archive has written, as a batch is told them: {@code SOURCE=FILE}, or a FILE. */
public final class PlainFiles {
  private PlainFiles() {}

  /**
   * @param given in the order in which they are read: of two events with one id the first counts
   * @param settings how they are read
   * @throws UseException when one is not there, is nobody's, or is not what the settings say
   */
  public static BatchInput of(Pipeline pipeline, List<String> given, ReadSettings settings)
      throws IOException {
    List<HistoryFile> files = new ArrayList<>();
    for (String one : given) {
      HistoryFile file = file(pipeline, one, files.size());
      try (PlainHistory first = PlainHistory.open(file, settings)) {
        files.add(file);
      } catch (ReadException e) {
        throw new UseException("--file " + one + ": " + e.getMessage());
      }
    }
    return new BatchInput(files, false, settings, given, List.of());
  }

  private static HistoryFile file(Pipeline pipeline, String given, int number) throws IOException {
    List<String> sources = pipeline.sources().stream().map(Source::name).toList();
    int equals = given.indexOf('=');
    boolean isWhole = equals < 1 || Files.exists(Path.of(given));
    String source = isWhole ? null : given.substring(0, equals);
    Path path = Path.of(isWhole ? given : given.substring(equals + 1)).toAbsolutePath();
    if (!Files.isRegularFile(path)) {
      throw new UseException(
          "--file " + given + ": " + path + (Files.exists(path) ? " is no file" : " is not there"));
    }
    if (source == null && sources.size() > 1) {
      throw new UseException(
          "--file "
              + given
              + ": say whose events these are, as SOURCE="
              + given
              + "; sources are "
              + String.join(", ", sources));
    }
    if (source != null && !sources.contains(source)) {
      throw new UseException(
          "--file "
              + given
              + ": there is no source '"
              + source
              + "'"
              + Guess.among(source, sources)
              + "; there are: "
              + String.join(", ", sources));
    }
    return new HistoryFile(
        path.toUri().toString(),
        source == null ? sources.get(0) : source,
        Files.size(path),
        Files.getLastModifiedTime(path).toMillis(),
        number);
  }
}
