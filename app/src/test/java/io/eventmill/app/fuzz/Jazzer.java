package io.eventmill.app.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a fuzz target in a JVM of its own: the fuzzer instruments what it loads, halts on a finding
 * and allows one target per process. Inputs begin with those of {@link Corpus}.
 */
public final class Jazzer {
  private static final int RUNS = Integer.getInteger("eventmill.fuzz", 10_000);

  /** Longer ones find nothing that these do not, and less of it in the same time. */
  private static final int INPUT_BYTES_MAX = 4096;

  private Jazzer() {}

  /**
   * @param work an empty folder of the run's own
   * @param properties what the target's process is told by system properties
   * @throws AssertionError with the fuzzer's words and the input when it found something
   */
  public static void run(Class<?> target, Path work, Map<String, String> properties)
      throws Exception {
    long seed = Generated.seed();
    String again = "-Deventmill.fuzz=" + RUNS + " -Deventmill.fuzz.seed=" + seed;
    System.out.println(target.getSimpleName() + ": " + again);
    Process process =
        new ProcessBuilder(command(target, work, properties, seed))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .start();
    String output = lastOf(process);
    int exit = process.waitFor();
    if (exit != 0 || !output.contains("Done " + RUNS + " runs")) {
      throw new AssertionError(
          "%s ended with %d; the same again: %s%n%s%n%s"
              .formatted(target.getSimpleName(), exit, again, findings(work), output));
    }
  }

  private static List<String> command(
      Class<?> target, Path work, Map<String, String> properties, long seed) throws IOException {
    Path corpus = Files.createDirectory(work.resolve("corpus"));
    Corpus.write(corpus);
    Path words = Files.writeString(work.resolve("words.dict"), Words.dictionary());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Xss512k", "-XX:+UseSerialGC", "-cp", classPath()));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.eventmill.**");
    command.add("--instrumentation_excludes=io.eventmill.app.**");
    command.add("--custom_hook_includes=io.eventmill.**");
    // The door's target is there to open connections.
    command.add("--disabled_hooks=" + SANITIZERS + "ServerSideRequestForgery");
    command.add("--reproducer_path=" + work);
    command.add("-artifact_prefix=" + work + "/");
    command.add("-runs=" + RUNS);
    command.add("-seed=" + seed);
    command.add("-max_len=" + INPUT_BYTES_MAX);
    command.add("-len_control=0");
    command.add("-timeout=30"); // seconds that one input may take
    command.add("-rss_limit_mb=0"); // the heap has a limit of its own
    command.add("-print_final_stats=1");
    command.add("-dict=" + words);
    command.add(corpus.toString());
    return command;
  }

  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The fuzzer talks a lot: its last words are enough. */
  private static String lastOf(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (lines.size() > 200) {
          lines.remove(0);
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String findings(Path work) throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.list(work)) {
      for (Path file : files.filter(f -> f.getFileName().toString().contains("-")).toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("crash-") || name.startsWith("timeout-")) {
          byte[] input = Words.of(Files.readAllBytes(file));
          found.append(name).append(": ").append(JavaText.of(input)).append('\n');
        }
      }
    }
    return found.toString();
  }
}
