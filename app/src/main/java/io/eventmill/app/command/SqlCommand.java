package io.eventmill.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.app.mill.CheckedPipelines;
import io.eventmill.app.mill.StoppedMill;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.store.SqlRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running server in SQL. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Asks the store of a running server in SQL, or, with --data, that of a folder in which no",
      "server runs. Reads only, over the views events, failed,",
      "dropped, counts_NAME, attributed_NAME and lake.PIPELINE_ARCHIVE; DESCRIBE events tells the",
      "columns.",
      "Exit code 0 with an answer; 1 when the statement is refused or wrong."
    })
public final class SqlCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Parameters(
      paramLabel = "STATEMENT",
      description = "e.g. \"SELECT type, count(*) FROM events GROUP BY type\"")
  private String sql;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description = {
        "Without a server: a pipeline whose counts, conversions and archives are asked for, too.",
        "Repeatable."
      })
  private List<Path> pipelines = new ArrayList<>();

  @ArgGroup private Form form = new Form();

  /** How the answer is written; a table without any. */
  static final class Form {
    @Option(names = "--csv", description = "Comma-separated values.")
    private boolean csv;

    @Option(names = "--json", description = "The server's answer as it is.")
    private boolean json;
  }

  @Override
  public Integer call() throws Exception {
    if (server.folder().isPresent()) {
      var stopped = StoppedMill.open(server.folder().get(), read());
      if (stopped.isPresent()) {
        try (StoppedMill mill = stopped.get()) {
          return answer(mill);
        }
      }
    }
    String body =
        new ObjectMapper()
            .writeValueAsString(Map.of("sql", sql, "format", form.csv ? "csv" : "json"));
    ServerApi.Reply reply = server.api().post("/api/sql", body);
    if (reply.status() == 400) {
      return refused(ServerApi.message(reply));
    }
    if (reply.status() != 200) {
      throw new IOException(
          "the server answered " + reply.status() + ": " + ServerApi.message(reply));
    }
    print(reply.text());
    return 0;
  }

  private int answer(StoppedMill mill) throws IOException {
    try {
      print(new String(mill.ask(sql, form.csv), StandardCharsets.UTF_8));
      return 0;
    } catch (SqlRefusedException e) {
      return refused(e.getMessage());
    }
  }

  private int refused(String why) {
    spec.commandLine().getErr().println(why);
    spec.commandLine().getErr().flush();
    return 1;
  }

  private void print(String answer) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (form.csv || form.json) {
      out.print(answer);
    } else {
      SqlText.print(new ObjectMapper().readTree(answer), out);
    }
    out.flush();
  }

  private List<Pipeline> read() throws IOException {
    List<Pipeline> read = new ArrayList<>();
    for (var file : CheckedPipelines.read(pipelines).files()) {
      if (!file.problems().isEmpty()) {
        throw new UseException(file.file() + ": " + file.problems().get(0));
      }
      read.add(file.pipeline());
    }
    return read;
  }
}
