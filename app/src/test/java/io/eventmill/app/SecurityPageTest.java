package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each row of the threat model in docs/security.md names the test that shows it. */
class SecurityPageTest {
  @Test
  void everyThreatIsShownByATestThatIsThere() throws Exception {
    Set<String> there = ShownBy.testClasses();
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "security.md"))) {
      if (line.startsWith("| ") && !line.endsWith(" shown by |")) {
        rows.add(line);
        String[] cells = line.split(" \\| ");
        for (String test : cells[cells.length - 1].replace(" |", "").split(", ")) {
          assertThat(there).as(line).contains(test.replace("`", ""));
        }
      }
    }
    assertThat(rows).hasSizeGreaterThan(15);
  }
}
