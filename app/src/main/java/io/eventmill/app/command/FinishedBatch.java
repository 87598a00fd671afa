package io.eventmill.app.command;

import io.eventmill.app.batch.BatchComparison;
import io.eventmill.app.batch.BatchComparison.Side;
import io.eventmill.app.batch.BatchFolder;
import io.eventmill.app.batch.BatchSwap;
import io.eventmill.app.batch.ComparisonReport;
import io.eventmill.app.mill.BatchSettings;
import io.eventmill.app.mill.DataFolder;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.duckdb.StoppedStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is done with a batch that has been run: held against what is there, or put in its place. */
final class FinishedBatch {
  @Option(
      names = "--compare",
      description = {
        "Run nothing: hold the finished batch against what the server over --data has, or the",
        "stopped one has left. Exit code 0 when they are equal, 1 when they differ."
      })
  private boolean compare;

  @Option(
      names = "--against",
      paramLabel = "NAME|URL",
      description = "With --compare: another finished batch, or a server elsewhere.")
  private String against;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "With --compare: rows shown of each kind of difference (default: 3).")
  private int examples;

  @Option(names = "--json", description = "With --compare: the answer as JSON.")
  private boolean json;

  @Option(
      names = "--swap",
      description = {
        "Run nothing: put the finished batch in the place of what the store of the stopped server",
        "over --data has of the same events. The store as it was is kept."
      })
  private boolean swap;

  @Option(
      names = "--drop-old",
      description = "Run nothing: remove the stores that batches of this name have replaced.")
  private boolean dropOld;

  boolean isAsked() {
    if ((compare ? 1 : 0) + (swap ? 1 : 0) + (dropOld ? 1 : 0) > 1) {
      throw new UseException("--compare, --swap and --drop-old are done one at a time");
    }
    if (!compare && (against != null || json)) {
      throw new UseException("--against, --examples and --json belong to --compare");
    }
    return compare || swap || dropOld;
  }

  int run(Pipeline pipeline, BatchSettings settings, String name, PrintWriter out)
      throws Exception {
    if (dropOld) {
      out.println(BatchSwap.dropOld(settings, name) + " replaced stores removed");
      out.flush();
      return 0;
    }
    try (BatchFolder folder = BatchFolder.finished(settings.data(), name)) {
      folder.about().requireOf(pipeline);
      if (swap) {
        out.println(BatchSwap.of(pipeline, settings, folder).text());
        out.flush();
        return 0;
      }
      return compare(pipeline, settings, folder, out);
    }
  }

  private int compare(
      Pipeline pipeline, BatchSettings settings, BatchFolder folder, PrintWriter out)
      throws Exception {
    if (examples < 0 || examples > 1_000) {
      throw new UseException("--examples is " + examples + ", expected 0 to 1000");
    }
    Side next = new Side(folder.store(), "the batch " + folder.name(), true);
    ComparisonReport report;
    if (isServer(settings.data())) {
      URI url = against == null ? ServerOptions.running(settings.data()) : URI.create(against);
      ServerApi api = new ServerApi(url, ClientSecrets.token(null));
      Side old = ServerCopy.of(api, "the server " + url, pipeline, settings, folder).side();
      report = compare(pipeline, old, next, settings, folder);
    } else if (against != null) {
      try (BatchFolder other = BatchFolder.finished(settings.data(), against)) {
        Side old = new Side(other.store(), "the batch " + against, true);
        report = compare(pipeline, old, next, settings, folder);
      }
    } else {
      try (DataFolder held = DataFolder.hold(settings.data())) {
        Side old = new Side(settings.liveStore(), "what the server left in " + held.root(), true);
        requireThere(pipeline, settings, old.store());
        report = compare(pipeline, old, next, settings, folder);
      }
    }
    out.println(json ? report.json() : report.text());
    out.flush();
    return report.isEqual() ? 0 : 1;
  }

  private ComparisonReport compare(
      Pipeline pipeline, Side old, Side next, BatchSettings settings, BatchFolder folder)
      throws IOException {
    return BatchComparison.of(
        pipeline, old, next, settings.store(next.store()), folder.comparing(), examples);
  }

  private boolean isServer(Path data) throws IOException {
    return against == null ? DataFolder.isHeld(data) : against.matches("https?://.*");
  }

  private static void requireThere(Pipeline pipeline, BatchSettings settings, Path store) {
    boolean elsewhere =
        pipeline.stores().search().equals("opensearch")
            || pipeline.stores().relational().equals("postgres")
                && !pipeline.attributions().isEmpty();
    if (elsewhere) {
      throw new UseException(
          "pipeline "
              + pipeline.name()
              + " keeps events or results outside of "
              + store
              + "; start the server, which is then asked for them");
    }
    if (!StoppedStore.isIn(settings.store(store))) {
      throw new UseException(
          "there is no store in " + store + "; --data says where the server works");
    }
  }
}
