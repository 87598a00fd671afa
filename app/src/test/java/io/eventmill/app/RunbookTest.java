package io.eventmill.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.metrics.Families;
import io.eventmill.app.metrics.Family;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each alert has a paragraph in docs/runbook.md, and asks for numbers that there are. */
class RunbookTest {
  private static final Path RULES = Path.of("..", "deploy", "monitoring", "alerts.yaml");
  private static final Path PAGE = Path.of("..", "docs", "runbook.md");

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult r) -> r.group(1))
        .toList();
  }

  @Test
  void eachAlertHasAParagraphAndEachParagraphAnAlert() throws Exception {
    List<String> alerts = all("- alert: (\\w+)", Files.readString(RULES));
    String page = Files.readString(PAGE);

    assertThat(alerts).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(all("^## (\\w+)$", page)).containsExactlyInAnyOrderElementsOf(alerts);
    for (String alert : alerts) {
      assertThat(all("^## " + alert + "\\n\\n(.{80,})$", page)).as(alert).hasSize(1);
    }
  }

  @Test
  void rulesAskForNumbersThatThereAre() throws Exception {
    Set<String> names = Families.all().stream().map(Family::shownName).collect(Collectors.toSet());

    assertThat(all("(eventmill_[a-z_]+)", Files.readString(RULES).replace("eventmill.refused", "")))
        .isNotEmpty()
        .allMatch(names::contains);
  }
}
