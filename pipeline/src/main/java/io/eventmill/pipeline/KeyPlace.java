package io.eventmill.pipeline;

import java.nio.file.Path;

/**
 * Where the write keys of a source are: never in the pipeline file itself.
 *
 * @param env the environment variable that holds them, or null
 * @param file the file that holds them, or null
 * @param setting as messages call it, e.g. {@code sources.web.intake.keys_env}
 */
public record KeyPlace(String env, Path file, String setting) {
  static KeyPlace read(Section intake) {
    if (intake.has("keys_env") && intake.has("keys_file")) {
      intake.problem("keys_file", "keys_env is given too; keys come from one place");
    }
    if (intake.has("keys_env")) {
      String env = intake.text("keys_env");
      if (!env.matches("[A-Za-z_][A-Za-z0-9_]*")) { // perhaps a key: not to be shown
        intake.problem(
            "keys_env",
            "is not the name of an environment variable; keys never stand in this file");
      }
      return new KeyPlace(env, null, intake.path() + ".keys_env");
    }
    return intake.has("keys_file")
        ? new KeyPlace(null, intake.file("keys_file"), intake.path() + ".keys_file")
        : null;
  }
}
