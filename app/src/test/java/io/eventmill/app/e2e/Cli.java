package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A verb of the command line, run through the launcher as a person would. */
record Cli(int exit, String output) {
  static Cli run(String... args) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(RunningMill.ROOT.resolve("eventmill").toString()));
    command.addAll(List.of(args));
    return exec(command);
  }

  static Cli shell(String line) throws Exception {
    return exec(List.of("bash", "-c", line));
  }

  private static Cli exec(List<String> command) throws Exception {
    FastStart.prepare();
    ProcessBuilder builder = new ProcessBuilder(command).directory(RunningMill.ROOT.toFile());
    builder.environment().put("EVENTMILL_BUILD", "never");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end:\n" + output);
    }
    return new Cli(process.exitValue(), output);
  }
}
