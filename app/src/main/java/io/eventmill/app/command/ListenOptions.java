package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import io.eventmill.app.security.Listening;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a server listens, and how. */
final class ListenOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description =
          "Address to listen on; 0.0.0.0 = all (default: localhost). For others than localhost"
              + " there must be an admin and write keys.")
  private String host = "localhost";

  @Option(
      names = "--let-everybody-in",
      description =
          "Listen for others though there are no users or write keys: whoever reaches the port"
              + " reads, changes and sends what they like.")
  private boolean letsEverybodyIn;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Speak TLS with this certificate (PEM, with those it rests on).")
  private Path certificate;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key (PEM, PKCS 8).")
  private Path key;

  Listening listening() {
    try {
      return new Listening(host, letsEverybodyIn, certificate, key);
    } catch (IllegalArgumentException e) {
      throw new UseException(e.getMessage());
    }
  }
}
