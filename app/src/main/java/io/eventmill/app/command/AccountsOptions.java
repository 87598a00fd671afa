package io.eventmill.app.command;

import io.eventmill.app.security.AccountsFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Of which server the accounts are. */
public final class AccountsOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "The server's data folder (default: ./data).")
  private Path data;

  AccountsFile file() {
    return AccountsFile.in(data);
  }
}
