package io.eventmill.app.command;

import io.eventmill.app.security.Accounts;
import io.eventmill.app.security.AccountsFile;
import io.eventmill.app.security.Passwords;
import io.eventmill.app.security.Rights;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * People who may ask a server. With the first one, or the first token, everybody has to sign in.
 */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description =
        "People who may use API and dashboard: add, list, remove. A running server notices.",
    synopsisSubcommandLabel = "COMMAND")
public final class UsersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description =
          "Add a user, or give one another password or role. The password is asked for, or read as"
              + " the first line of standard input.")
  int add(
      @Mixin AccountsOptions where,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", required = true, description = "${COMPLETION-CANDIDATES}")
          Rights role)
      throws IOException {
    if (!name.matches("[A-Za-z0-9._@-]{1,64}")) {
      return wrong("'" + name + "' is not a name; letters, digits, '.', '_', '@', '-', up to 64");
    }
    String password = password(name);
    Optional<String> fault = Passwords.fault(password);
    if (fault.isPresent()) {
      return wrong("the password " + fault.get());
    }
    Accounts.User user = new Accounts.User(name, role, Passwords.hash(password));
    where.file().change(accounts -> accounts.with(user));
    out().println(name + " may sign in as " + role.name().toLowerCase(Locale.ROOT) + ".");
    return 0;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Names and roles.")
  int list(@Mixin AccountsOptions where) throws IOException {
    for (Accounts.User user : where.file().read().users()) {
      out().println(user.name() + "  " + user.role().name().toLowerCase(Locale.ROOT));
    }
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Nobody gets in by that name any more; sessions end at once.")
  int remove(@Mixin AccountsOptions where, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    AccountsFile file = where.file();
    if (file.read().user(name).isEmpty()) {
      return wrong("there is no user '" + name + "' in " + file.path());
    }
    file.change(accounts -> accounts.without(name));
    out().println(name + " is removed.");
    return 0;
  }

  private static String password(String name) throws IOException {
    if (System.console() != null) {
      char[] typed = System.console().readPassword("Password for %s: ", name);
      return typed == null ? "" : new String(typed);
    }
    String line =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    return line == null ? "" : line;
  }

  private int wrong(String message) {
    spec.commandLine().getErr().println("eventmill: " + message);
    return CommandLine.ExitCode.USAGE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
