package io.eventmill.benchmark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/scaling.md holds what the program works out. After a change: EVENTMILL_UPDATE_DOCS=1. */
class ScalingPageTest {
  private static final Path PAGE = Path.of("..", "docs", "scaling.md");
  private static final String BEGIN = "<!-- plan: ./eventmill bench --plan -->\n\n";
  private static final String END = "\n<!-- end of plan -->";

  @Test
  void theTableIsThatOfTheProgram() throws Exception {
    String page = Files.readString(PAGE);
    String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String right = head + PlanTable.text() + page.substring(page.indexOf(END));

    if (System.getenv("EVENTMILL_UPDATE_DOCS") != null) {
      Files.writeString(PAGE, right);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(right);
  }
}
