package io.eventmill.app.batch;

import io.eventmill.app.mill.BatchSettings;
import io.eventmill.app.mill.DataFolder;
import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.BatchSums;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.duckdb.StoppedStore;
import io.eventmill.store.duckdb.StoreSwap;
import io.eventmill.store.duckdb.SwapRefusedException;
import io.eventmill.store.duckdb.SwapScope;
import io.eventmill.store.duckdb.SwapScope.Result;
import io.eventmill.store.duckdb.SwapScope.SourceTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A finished batch in the place of what a stopped server's store has of the same events. The store
 * as it was is kept below {@code DATA/replaced} until somebody asks for its removal.
 */
public final class BatchSwap {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private BatchSwap() {}

  /**
   * @param rows by kind
   * @param replaced where the store as it was lies
   */
  public record Swapped(Map<String, Long> rows, Path replaced) {
    /** For people. */
    public String text() {
      StringBuilder text = new StringBuilder("The batch is in its place:\n");
      line(text, rows.get("events"), "events");
      line(text, rows.get("failed"), "failed events");
      line(text, rows.get("dropped"), "dropped events");
      rows.forEach(
          (name, count) -> {
            if (name.startsWith("result ")) {
              line(text, count, "rows of " + name.substring("result ".length()));
            }
          });
      line(text, rows.get("earlier"), "outcomes of before the lake begins stayed as they were");
      line(text, rows.get("later"), "outcomes of behind the lake's end stayed as they were");
      return text.append("The store as it was is ")
          .append(replaced)
          .append("; --drop-old removes it.")
          .toString();
    }

    private static void line(StringBuilder text, long number, String what) {
      text.append("%,12d  %s%n".formatted(number, what));
    }
  }

  /**
   * @throws UseException when it cannot be done, with what to do; nothing has changed then
   */
  public static Swapped of(Pipeline pipeline, BatchSettings settings, BatchFolder folder)
      throws IOException {
    BatchFolder.About about = folder.about();
    about.requireOf(pipeline);
    requireWhole(about);
    requireHere(pipeline);
    if (DataFolder.isHeld(settings.data())) {
      throw new UseException(
          "a server works in "
              + settings.data()
              + " and has its store open: stop it, swap, and start it with the file that made the"
              + " batch");
    }
    try (DataFolder held = DataFolder.hold(settings.data())) {
      if (!StoppedStore.isIn(settings.store(settings.liveStore()))) {
        throw new UseException("there is no store in " + settings.liveStore());
      }
      Path replaced =
          old(settings).resolve(folder.name() + "-" + STAMP.format(Instant.now(Clock.systemUTC())));
      StoreSwap swap =
          new StoreSwap(
              settings.store(settings.liveStore()),
              folder.store(),
              held.root().resolve("store-new"),
              scope(pipeline));
      return new Swapped(swap.into(replaced), replaced);
    } catch (SwapRefusedException e) {
      throw new UseException(e.getMessage());
    }
  }

  private static void requireWhole(BatchFolder.About about) {
    if (!"raw".equals(about.read())) {
      throw new UseException(
          "only a batch over an archive of raw records can be swapped: it alone has an outcome of"
              + " each of them; this one read "
              + (about.read() == null ? "something unknown" : about.read()));
    }
    long unreadable = about.report().of(BatchSums.UNREADABLE);
    if (unreadable > 0) {
      throw new UseException(
          "the batch could not read "
              + unreadable
              + " rows or files, whose events would be gone; it is not swapped. Its failed events"
              + " UNREADABLE name them");
    }
  }

  private static void requireHere(Pipeline pipeline) {
    if (pipeline.stores().search().equals("opensearch")) {
      throw new UseException(
          "pipeline "
              + pipeline.name()
              + " keeps its events in OpenSearch, which cannot put other rows in their place in one"
              + " step. Search the batch's own indices (--into opensearch), or see docs/batch.md");
    }
    if (pipeline.stores().relational().equals("postgres") && !pipeline.attributions().isEmpty()) {
      throw new UseException(
          "pipeline "
              + pipeline.name()
              + " keeps its conversions in PostgreSQL, and two stores cannot be swapped in one step."
              + " Run the batch with --into postgres and take the rows over there in a"
              + " transaction, as docs/batch.md says");
    }
  }

  private static SwapScope scope(Pipeline pipeline) {
    List<SourceTopics> sources =
        pipeline.sources().stream()
            .map(
                s ->
                    new SourceTopics(
                        s.name(),
                        s.topics().raw(),
                        s.topics().enriched(),
                        s.topics().failed(),
                        s.topics().dropped()))
            .toList();
    List<Result> results = new ArrayList<>();
    pipeline
        .counts()
        .forEach(c -> results.add(new Result(c.name(), c.version(), c.every().toNanos() / 1_000)));
    pipeline.attributions().forEach(a -> results.add(new Result(a.name(), a.version(), 1)));
    return new SwapScope(sources, results);
  }

  private static Path old(BatchSettings settings) {
    return settings.data().resolve("replaced");
  }

  /** Removes the stores that batches of this name have replaced; how many there were. */
  public static int dropOld(BatchSettings settings, String name) throws IOException {
    if (!Files.isDirectory(old(settings))) {
      return 0;
    }
    Pattern ours = Pattern.compile(Pattern.quote(name) + "-\\d{8}T\\d{6}Z");
    List<Path> found;
    try (Stream<Path> all = Files.list(old(settings))) {
      found = all.filter(p -> ours.matcher(p.getFileName().toString()).matches()).toList();
    }
    for (Path one : found) {
      BatchFolder.delete(one);
    }
    return found.size();
  }
}
