package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.metrics.Families;
import io.eventmill.app.metrics.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/metrics.md holds every number that the server tells, as the code has them; MetricsIT looks
 * whether they are there. After a change: run it once with the environment variable
 * EVENTMILL_UPDATE_DOCS set.
 */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN = "<!-- numbers: made from the code -->\n";
  private static final String END = "<!-- end of numbers -->";

  @Test
  void thePageTellsEveryNumber() throws Exception {
    String page = Files.readString(PAGE);
    String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String right = head + table() + page.substring(page.indexOf(END));

    if (System.getenv("EVENTMILL_UPDATE_DOCS") != null) {
      Files.writeString(PAGE, right);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(right);
  }

  @Test
  void everyNumberHasOneNameAndASentence() {
    assertThat(Families.all()).extracting(Family::name).doesNotHaveDuplicates();
    for (Family family : Families.all()) {
      assertThat(family.name()).matches("eventmill_[a-z]+(_[a-z]+)+");
      assertThat(family.help()).as(family.name()).endsWith(".");
    }
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("\n| name | kind | labels | what |\n|---|---|---|---|\n");
    for (Family family : Families.all()) {
      String labels =
          family.labels().stream().map(l -> "`" + l + "`").collect(Collectors.joining(", "));
      table.append("| `").append(family.shownName()).append("` | ");
      table.append(family.kind().name().toLowerCase(Locale.ROOT)).append(" | ");
      table.append(labels).append(" | ").append(family.help()).append(" |\n");
    }
    return table.append('\n').toString();
  }
}
