package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees: one command, one page that lives, two lines to try. */
class DemoIT {
  @TempDir private Path data;

  @Test
  void showsALivingDashboardAndLinesThatWork() throws Exception {
    try (RunningMill mill = RunningMill.start(data, "demo")) {
      assertThat(mill.url("").getHost()).isEqualTo("localhost");
      assertThat(mill.output()).contains("dashboard  " + mill.url(""));
      RunningMill.until(
          java.time.Duration.ofSeconds(60),
          "history",
          () -> mill.count("?source=web") > 500); // 3,000 in the quietest hour
      List<String> lines =
          mill.output().lines().map(String::strip).filter(l -> l.startsWith("curl ")).toList();
      assertThat(lines).hasSize(4);
      for (String line : lines) {
        Cli typed = Cli.shell(line.replace("curl ", "curl -sSf "));
        assertThat(typed.exit()).as(line + "\n" + typed.output()).isZero();
      }
      mill.untilCount("?type=hello", 1);
      JsonNode top = mill.json("/api/events/top?field=/source_category");
      assertThat(top.get("values")).hasSizeBetween(2, 4);

      shopAndAppLive(mill);
      lookAtThePage(mill);
      assertThat(mill.output()).doesNotContain("has stopped");
    }
  }

  /** Checkouts are put down to clicks, with the names of the shop's table; events are counted. */
  private static void shopAndAppLive(RunningMill mill) throws Exception {
    RunningMill.until(
        java.time.Duration.ofSeconds(60),
        "an attributed checkout with a user's name",
        () ->
            rows(mill, "/api/attributed/attributed_checkouts?limit=100")
                .contains("\"user_name\":\""));
    RunningMill.until(
        java.time.Duration.ofSeconds(60),
        "window counts",
        () -> rows(mill, "/api/counts/events_aggregation?limit=100").contains("link_clicked"));
  }

  private static String rows(RunningMill mill, String path) {
    try {
      return mill.json(path).get("rows").toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void lookAtThePage(RunningMill mill) throws Exception {
    Path chromium = Path.of("/usr/bin/chromium");
    if (!Files.exists(chromium)) {
      assertThat(System.getenv("CI")).as("chromium is not here").isNull();
      System.err.println("SKIPPED: the page in a browser; there is no " + chromium);
      assumeTrue(false, "no chromium");
    }
    var env = new java.util.HashMap<>(System.getenv());
    env.putAll(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(env));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")))) {
      for (int width : new int[] {1600, 400}) {
        List<String> errors = new ArrayList<>();
        Page page = browser.newPage();
        page.onConsoleMessage(
            m -> {
              if (m.type().equals("error")) {
                errors.add(m.text());
              }
            });
        page.setViewportSize(width, 1000);
        page.navigate(mill.url("/").toString());
        page.locator(".events .row").first().waitFor();
        ViewportSize size = page.viewportSize();
        Object wide = page.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) wide).intValue()).isLessThanOrEqualTo(size.width);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(Path.of("target", "demo-" + width + ".png")));
        assertThat(errors).isEmpty();
        page.close();
      }
    }
  }
}
