package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the docs tell people to type is typed here, and the files they name are there. */
class DocsIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

  /** Start servers or builds: this test, and CI itself, are what runs them. */
  private static final List<String> ELSEWHERE =
      List.of("./eventmill demo", "./eventmill run", "./mvnw verify");

  @TempDir private Path data;

  @Test
  void everyCommandOfTheDocsWorks() throws Exception {
    List<String> commands = new ArrayList<>();
    for (Path page : pages()) {
      Matcher blocks = BLOCK.matcher(Files.readString(page));
      while (blocks.find()) {
        blocks.group(1).lines().map(DocsIT::withoutComment).forEach(commands::add);
      }
    }
    commands.removeIf(c -> c.isEmpty() || ELSEWHERE.contains(c));
    assertThat(commands).hasSizeGreaterThan(8);

    try (RunningMill mill = RunningMill.start(data, everyReadyPipeline())) {
      String url = mill.url("").toString();
      for (String command : commands) {
        String line =
            command.startsWith("curl ")
                ? command.replace("curl ", "curl -sSf ").replace("localhost:8080", url)
                : command.matches(
                        "\\./eventmill (send|audit|trace|failed|sql|simulate (mobile|shop|clickstream|store)|simulate web .*--(events|duration)).*")
                    ? command + " --to " + url
                    : command;
        Cli typed = Cli.shell(line);
        assertThat(typed.exit()).as(command + "\n" + typed.output()).isZero();
      }
      mill.untilCount("?type=signup", 2); // one of the README, one of docs/sending.md
      assertThat(mill.count("?source=access")).isPositive();
    }
  }

  @Test
  void everyFileTheDocsNameIsThere() throws Exception {
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        if (!links.group(1).startsWith("http")) {
          Path named = page.resolveSibling(links.group(1)).normalize();
          assertThat(named).as("named in " + page).exists();
        }
      }
    }
  }

  private static String[] everyReadyPipeline() throws Exception {
    try (Stream<Path> folders = Files.list(RunningMill.ROOT.resolve("pipelines"))) {
      Stream<String> pipelines = folders.sorted().map(Path::toString);
      return Stream.concat(Stream.of("run"), pipelines).toArray(String[]::new);
    }
  }

  private static List<Path> pages() throws Exception {
    try (Stream<Path> docs = Files.list(RunningMill.ROOT.resolve("docs"));
        Stream<Path> top = Files.list(RunningMill.ROOT)) {
      return Stream.concat(top, docs).filter(p -> p.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static String withoutComment(String line) {
    return line.replaceAll("\\s+#.*", "").strip();
  }
}
