package io.eventmill.app.command;

import io.eventmill.app.batch.BatchFolder;
import io.eventmill.app.batch.BatchInput;
import io.eventmill.app.batch.BatchReport;
import io.eventmill.app.batch.BatchRun;
import io.eventmill.app.batch.Into;
import io.eventmill.app.batch.PlainFiles;
import io.eventmill.app.mill.BatchSettings;
import io.eventmill.app.mill.CheckedPipelines;
import io.eventmill.app.mill.UseException;
import io.eventmill.jobs.BatchSums;
import io.eventmill.jobs.embedded.BatchFailedException;
import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.read.ReadException;
import io.eventmill.read.ReadSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A pipeline over the files of its lake, into a store of its own. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description = {
      "Run a pipeline over the files that its archive has kept, or over files of your own, into a",
      "store of its own: DATA/batch/NAME. A server over the same data may run meanwhile.",
      "Exit code 0 when all was read, 1 when a file or a row could not be, or the batch failed,",
      "2 for wrong use."
    })
public final class BatchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ReadOptions read;
  @Mixin private FinishedBatch finished;

  @Parameters(
      arity = "0..1",
      paramLabel = "PIPELINE",
      description = "A pipeline's folder, or its pipeline.yaml.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The server's data folder (default: ./data).")
  private Path data;

  @Option(
      names = "--archive",
      paramLabel = "NAME",
      description = "Which archive to read (default: the only one of raw records).")
  private String archive;

  @Option(
      names = "--lake",
      paramLabel = "ADDRESS",
      description = "Where the lake lies, when it is not where the pipeline file says.")
  private String lake;

  @Option(
      names = "--file",
      paramLabel = "[SOURCE=]FILE",
      description = {
        "A file to read instead of an archive: JSON lines, a JSON array, CSV or an access log,",
        "plain or .gz.",
        "Repeatable; of two events with one id the first counts, in the order of the files."
      })
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the batch and its folder (default: the pipeline's name).")
  private String name;

  @Option(
      names = "--into",
      paramLabel = "STORE",
      split = ",",
      description = {
        "A store to fill beside the batch's own file: opensearch (events), postgres (counts and",
        "attributions), or pipeline for those that its file names. They get indices and a schema",
        "of their own; what a server writes is not touched. Repeatable."
      })
  private List<String> into = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "STAGE.SETTING=VALUE",
      description = "Move a setting from its default, e.g. process.parallelism=4. Repeatable.")
  private List<String> set = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (file == null) {
      throw new UseException("give a pipeline: its folder, or its pipeline.yaml");
    }
    CheckedPipelines.Checked checked = checked(file);
    Pipeline pipeline = checked.pipeline();
    BatchSettings settings =
        BatchSettings.of(data, checked.file().toAbsolutePath().getParent(), set);
    if (finished.isAsked()) {
      return finished.run(pipeline, settings, name(pipeline), spec.commandLine().getOut());
    }
    try {
      return files.isEmpty() ? lake(pipeline, settings) : plain(pipeline, settings);
    } catch (BatchFailedException e) {
      spec.commandLine().getErr().println("eventmill: the batch failed: " + e.getMessage());
      return 1;
    }
  }

  private int lake(Pipeline pipeline, BatchSettings settings) throws Exception {
    if (read.areGiven()) {
      throw new UseException("--format, --map and --types say how a --file is read; give one");
    }
    Archive from = BatchInput.archive(pipeline, archive);
    String address = lake == null ? settings.lake(from.to()) : settings.lake(lake);
    try (BatchFolder folder = BatchFolder.hold(data, name(pipeline));
        BatchRun run = BatchRun.open(pipeline, settings, folder, address.startsWith("s3:"));
        Ending ending = Ending.onCtrlC(run::close)) {
      return run(run, pipeline, run.input(from, address));
    }
  }

  private int plain(Pipeline pipeline, BatchSettings settings) throws Exception {
    if (archive != null || lake != null) {
      throw new UseException(
          "--file is read instead of an archive: leave --archive and --lake out");
    }
    BatchInput input = PlainFiles.of(pipeline, files, readSettings());
    try (BatchFolder folder = BatchFolder.hold(data, name(pipeline));
        BatchRun run = BatchRun.open(pipeline, settings, folder, false);
        Ending ending = Ending.onCtrlC(run::close)) {
      return run(run, pipeline, input);
    }
  }

  private ReadSettings readSettings() {
    try {
      return read.settings();
    } catch (ReadException e) {
      throw new UseException(e.getMessage());
    }
  }

  private int run(BatchRun run, Pipeline pipeline, BatchInput input) throws Exception {
    Into stores = Into.of(into, pipeline);
    PrintWriter out = spec.commandLine().getOut();
    out.println(input.text(pipeline));
    out.flush();
    BatchReport report;
    try (Bar bar = Bar.on(System.err, "bytes", input.bytes())) {
      report = run.run(input, stores, sums -> bar.at(sums.getOrDefault(BatchSums.BYTES, 0L)));
    }
    out.println(report.text(pipeline));
    out.println("The result is " + data.resolve("batch").resolve(name(pipeline)));
    out.flush();
    return report.exitCode();
  }

  private String name(Pipeline pipeline) {
    String given = name == null ? pipeline.name() : name;
    if (!given.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw new UseException(
          "--name is '" + given + "'; letters, digits and _ . - make the name of a folder");
    }
    return given;
  }

  private static CheckedPipelines.Checked checked(Path file) throws Exception {
    CheckedPipelines.Checked read = CheckedPipelines.read(List.of(file)).files().get(0);
    if (!read.problems().isEmpty()) {
      throw new UseException(
          read.file()
              + " cannot run:\n"
              + read.problems().stream().map(p -> "  " + p).collect(Collectors.joining("\n")));
    }
    return read;
  }
}
