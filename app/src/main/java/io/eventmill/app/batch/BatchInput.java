package io.eventmill.app.batch;

import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.history.HistoryFile;
import io.eventmill.jobs.history.LakeListing;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Guess;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import io.eventmill.read.ReadSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a batch reads.
 *
 * @param processed whether it holds events that have passed the steps already
 * @param plain how files are read that no archive has written; null for a lake's
 * @param described for people
 * @param strangers files of rows in a lake that no archive has named, and that are left out
 */
public record BatchInput(
    List<HistoryFile> files,
    boolean processed,
    ReadSettings plain,
    List<String> described,
    List<String> strangers) {
  public BatchInput {
    files = List.copyOf(files);
    described = List.copyOf(described);
    strangers = List.copyOf(strangers);
  }

  /**
   * The archive that a batch reads: the one named, else the only one of raw records.
   *
   * @throws UseException when there is none, or nobody can say which
   */
  public static Archive archive(Pipeline pipeline, String name) {
    List<Archive> all = pipeline.archives();
    List<String> names = all.stream().map(Archive::name).toList();
    if (all.isEmpty()) {
      throw new UseException(
          "pipeline " + pipeline.name() + " has no archive to read; add one (docs/lake.md)");
    }
    List<Archive> chosen =
        all.stream()
            .filter(a -> name == null ? a.from() == Archive.From.RAW : a.name().equals(name))
            .toList();
    if (name == null && chosen.isEmpty() && all.size() == 1) {
      return all.get(0);
    }
    if (chosen.size() == 1) {
      return chosen.get(0);
    }
    throw new UseException(
        name == null
            ? "pipeline "
                + pipeline.name()
                + " has several archives; say which with --archive: "
                + String.join(", ", names)
            : "pipeline "
                + pipeline.name()
                + " has no archive '"
                + name
                + "'"
                + Guess.among(name, names)
                + "; there are: "
                + String.join(", ", names));
  }

  /**
   * The files of an archive.
   *
   * @param lake its address
   * @throws UseException when there are none
   */
  static BatchInput of(Archive archive, String lake) throws IOException {
    List<HistoryFile> files = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    for (String source : archive.sources()) {
      LakeListing listing = LakeListing.of(lake, source);
      files.addAll(listing.files());
      strangers.addAll(listing.strangers());
    }
    if (files.isEmpty()) {
      throw new UseException(
          "there are no files of the sources "
              + String.join(", ", archive.sources())
              + " in "
              + lake
              + "; --data or --lake says where the lake lies"
              + leftOut(strangers));
    }
    return new BatchInput(
        files, archive.from() == Archive.From.ENRICHED, null, List.of(lake), strangers);
  }

  private static String leftOut(List<String> strangers) {
    return strangers.isEmpty()
        ? ""
        : "; left out, since no archive names a file so: %s%s"
            .formatted(
                strangers.get(0),
                strangers.size() == 1 ? "" : " and %,d more".formatted(strangers.size() - 1));
  }

  public long bytes() {
    return files.stream().mapToLong(HistoryFile::bytes).sum();
  }

  /** One line for people. */
  public String text(Pipeline pipeline) {
    String sources =
        pipeline.sources().stream()
            .map(Source::name)
            .filter(s -> files.stream().anyMatch(f -> f.source().equals(s)))
            .collect(Collectors.joining(", "));
    return "%s: %,d files, %,d bytes of %s from %s%s%s"
        .formatted(
            pipeline.name(),
            files.size(),
            bytes(),
            sources,
            String.join(", ", described),
            processed
                ? "; they hold enriched events: no step is applied, only results are computed"
                : "",
            leftOut(strangers));
  }
}
