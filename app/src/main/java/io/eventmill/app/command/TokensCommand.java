package io.eventmill.app.command;

import io.eventmill.app.security.Accounts;
import io.eventmill.app.security.AccountsFile;
import io.eventmill.app.security.Rights;
import io.eventmill.app.security.TokenText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Machines that may ask a server. */
@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description =
        "Tokens for machines that use the API: add, list, revoke. A running server notices.",
    synopsisSubcommandLabel = "COMMAND")
public final class TokensCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Make a token. It is printed this once and kept as a hash only.")
  int add(
      @Mixin AccountsOptions where,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", required = true, description = "${COMPLETION-CANDIDATES}")
          Rights role,
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "365",
              description = "It expires after so many days; 0 = never (default: 365).")
          int days)
      throws IOException {
    if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
      return wrong("'" + name + "' is not a name; letters, digits, '.', '_', '@', '-', up to 64");
    }
    if (days < 0 || days > 36_500) {
      return wrong("--days is " + days + ", expected 0 to 36500");
    }
    AccountsFile file = where.file();
    if (file.read().tokens().stream().anyMatch(t -> t.name().equals(name))) {
      return wrong("there is a token '" + name + "' already; revoke it first");
    }
    String text = TokenText.random();
    String expires =
        days == 0
            ? null
            : Clock.systemUTC()
                .instant()
                .plus(Duration.ofDays(days))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    Accounts.Token token = new Accounts.Token(name, role, TokenText.hash(text), expires);
    file.change(accounts -> accounts.with(token));
    out().println(text);
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Names, roles and when they expire.")
  int list(@Mixin AccountsOptions where) throws IOException {
    for (Accounts.Token token : where.file().read().tokens()) {
      String role = token.role().name().toLowerCase(Locale.ROOT);
      String until = token.expires() == null ? "never expires" : "until " + token.expires();
      out().println(token.name() + "  " + role + "  " + until);
    }
    return 0;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "The token is no good any more.")
  int revoke(@Mixin AccountsOptions where, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    AccountsFile file = where.file();
    if (file.read().tokens().stream().noneMatch(t -> t.name().equals(name))) {
      return wrong("there is no token '" + name + "' in " + file.path());
    }
    file.change(accounts -> accounts.withoutToken(name));
    out().println(name + " is revoked.");
    return 0;
  }

  private int wrong(String message) {
    spec.commandLine().getErr().println("eventmill: " + message);
    return CommandLine.ExitCode.USAGE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
