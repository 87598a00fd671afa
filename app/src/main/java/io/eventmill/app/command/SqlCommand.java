package io.eventmill.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
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
      "Asks the store of a running server in SQL. Reads only, over the views events, failed,",
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
    PrintWriter out = spec.commandLine().getOut();
    String body =
        new ObjectMapper()
            .writeValueAsString(Map.of("sql", sql, "format", form.csv ? "csv" : "json"));
    ServerApi.Reply reply = new ServerApi(server.url()).post("/api/sql", body);
    if (reply.status() == 400) {
      spec.commandLine().getErr().println(ServerApi.message(reply));
      spec.commandLine().getErr().flush();
      return 1;
    }
    if (reply.status() != 200) {
      throw new IOException(
          "the server answered " + reply.status() + ": " + ServerApi.message(reply));
    }
    if (form.csv || form.json) {
      out.print(reply.text());
    } else {
      SqlText.print(reply.json(), out);
    }
    out.flush();
    return 0;
  }
}
