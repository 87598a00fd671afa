package io.eventmill.app.command;

import io.eventmill.app.mill.UseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a client shows a server: from the environment or a file, never on the command line. */
final class ClientSecrets {
  private ClientSecrets() {}

  /**
   * @return null when there is none
   */
  static String token(Path file) {
    if (file == null) {
      return blankToNull(System.getenv("EVENTMILL_TOKEN"));
    }
    try {
      String token = Files.readString(file).strip();
      if (token.isEmpty() || token.indexOf('\n') >= 0) {
        throw new UseException("--token-file " + file + " must hold one token, on one line");
      }
      return token;
    } catch (IOException e) {
      throw new UseException("--token-file " + file + " cannot be read");
    }
  }

  static Map<String, String> askerHeaders(Path file) {
    String token = token(file);
    return token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
  }

  static Map<String, String> senderHeaders() {
    String key = blankToNull(System.getenv("EVENTMILL_WRITE_KEY"));
    return key == null ? Map.of() : Map.of("X-Write-Key", key);
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
