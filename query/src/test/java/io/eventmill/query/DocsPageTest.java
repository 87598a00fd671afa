package io.eventmill.query;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsPageTest {
  @Test
  void showsTheContractAndTriesItOutWithoutAskingAnyOtherServer() {
    try (QueryServer server = new QueryServer(new ListEventReader());
        Chromium chromium = Chromium.open()) {
      Page page = chromium.page(1280, 900, ColorScheme.LIGHT);
      page.navigate(server.uri("/docs").toString());

      assertThat(page.locator(".opblock-summary-path")).hasCount(operations());
      page.locator("#operations-events-countEvents .opblock-summary-control").click();
      page.getByText("Try it out").click();
      page.getByText("Execute").click();
      assertThat(page.locator(".live-responses-table .response-col_status").last())
          .containsText("200");
      assertThat(page.locator(".live-responses-table .highlight-code").first())
          .containsText("\"count\": 0");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/docs.png")));
      assertThat(chromium.complaints).isEmpty();
    }
  }

  /** So many the contract has, counted by its layout. */
  private static int operations() {
    try (InputStream yaml = DocsPageTest.class.getResourceAsStream("pages/openapi.yaml")) {
      String text = new String(yaml.readAllBytes(), UTF_8);
      return (int) text.lines().filter(l -> l.matches(" {4}(get|post|put|delete):")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
