package io.eventmill.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which test holds which setting at its limit: the file shown-by.txt. */
final class ShownBy {
  private static final Path ROOT = Path.of("..");

  private final Map<String, String> tests;
  private final Set<String> unused;

  private ShownBy(Map<String, String> tests) {
    this.tests = tests;
    this.unused = new HashSet<>(tests.keySet());
  }

  static ShownBy read() throws IOException {
    Map<String, String> tests = new LinkedHashMap<>();
    try (InputStream file = ShownBy.class.getResourceAsStream("shown-by.txt")) {
      for (String line : new String(file.readAllBytes(), UTF_8).split("\n", -1)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] words = line.split(" +", 2);
          tests.put(words[0], words[1].strip());
        }
      }
    }
    return new ShownBy(tests);
  }

  /** As it stands in the page. */
  String of(String setting) {
    String test = tests.get(setting);
    assertThat(test)
        .as(
            "shown-by.txt names no test for %s: write one that holds it at its limit and one past"
                + " it; a dash if it bounds nothing",
            setting)
        .isNotNull();
    unused.remove(setting);
    return test.equals("-") ? test : "`" + test + "`";
  }

  Set<String> unused() {
    return unused;
  }

  /** Names of test classes: bare when there is one of that name, else with the folder before. */
  static Set<String> testClasses() throws IOException {
    Map<String, Integer> times = new HashMap<>();
    Set<String> names = new HashSet<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
            String name = dir.getFileName().toString();
            return name.equals("target") || name.equals(".git") || name.equals("main")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            String name = file.getFileName().toString();
            if (name.matches("\\w+(Test|IT|Properties)\\.java")
                && Files.readString(file).matches("(?s).*@(\\w*Test|Property)\\b.*")) {
              String bare = name.replace(".java", "");
              times.merge(bare, 1, Integer::sum);
              names.add(file.getParent().getFileName() + "/" + bare);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    times.forEach(
        (name, n) -> {
          if (n == 1) {
            names.add(name);
          }
        });
    return names;
  }
}
