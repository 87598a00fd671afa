package io.eventmill.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Types in what docs/registry.md tells its reader to type, and compares what comes back. */
class RegistryDocsTest {
  private static final Path DOCS = Path.of("..", "..", "docs", "registry.md");

  private record Example(String command, String output) {}

  @Test
  void theExamplesOnThePageAreTrue() throws Exception {
    boolean curl = Files.isExecutable(Path.of("/usr/bin/curl"));
    Assumptions.assumeTrue(
        curl || "true".equals(System.getenv("CI")), "no curl: docs/registry.md was NOT tried");
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(10);

    try (LiveRegistry live = new LiveRegistry("docs")) {
      for (Example example : examples) {
        String command = example.command().replace("localhost:8080", live.url().substring(7));
        assertThat(run(command)).as(example.command()).isEqualTo(example.output());
      }
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCS)) {
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        examples.add(new Example(line.substring(2), ""));
      } else if (inside) {
        Example last = examples.remove(examples.size() - 1);
        examples.add(new Example(last.command(), last.output() + line));
      }
    }
    return examples;
  }

  private static String run(String command) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
