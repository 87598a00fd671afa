package io.eventmill.app;

import io.eventmill.app.command.AuditCommand;
import io.eventmill.app.command.BatchCommand;
import io.eventmill.app.command.BenchCommand;
import io.eventmill.app.command.CertificatesCommand;
import io.eventmill.app.command.ChaosCommand;
import io.eventmill.app.command.CheckCommand;
import io.eventmill.app.command.ClusterBrokerCommand;
import io.eventmill.app.command.ClusterCommand;
import io.eventmill.app.command.CollectCommand;
import io.eventmill.app.command.DemoCommand;
import io.eventmill.app.command.FailedCommand;
import io.eventmill.app.command.LoadCommand;
import io.eventmill.app.command.QueryCommand;
import io.eventmill.app.command.RehearseCommand;
import io.eventmill.app.command.RunCommand;
import io.eventmill.app.command.SendCommand;
import io.eventmill.app.command.SimulateCommand;
import io.eventmill.app.command.SqlCommand;
import io.eventmill.app.command.SubmitCommand;
import io.eventmill.app.command.TestCommand;
import io.eventmill.app.command.TokensCommand;
import io.eventmill.app.command.TraceCommand;
import io.eventmill.app.command.UsersCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The one verb for everything. Exit codes: 0 good, 1 the answer is bad news, 2 wrong use. */
@Command(
    name = "eventmill",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Takes in events, keeps them, counts them, answers questions about them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      CollectCommand.class,
      LoadCommand.class,
      QueryCommand.class,
      SubmitCommand.class,
      ClusterCommand.class,
      SendCommand.class,
      SimulateCommand.class,
      CheckCommand.class,
      TestCommand.class,
      AuditCommand.class,
      TraceCommand.class,
      SqlCommand.class,
      FailedCommand.class,
      BatchCommand.class,
      UsersCommand.class,
      TokensCommand.class,
      CertificatesCommand.class,
      BenchCommand.class,
      ChaosCommand.class,
      RehearseCommand.class,
      ClusterBrokerCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Main implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    int code = run(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code; what tests call. */
  public static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionExceptionHandler(new PlainErrors());
  }

  /** Bare {@code ./eventmill} lists the verbs. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"eventmill " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
