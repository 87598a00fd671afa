package io.eventmill.query;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real browser. Where there is none, tests that need it are skipped with a message; on CI they
 * fail.
 */
final class Chromium implements AutoCloseable {
  private static final Path BINARY =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

  /** What pages complained about: errors, warnings of the policy, requests to anywhere else. */
  final List<String> complaints = new ArrayList<>();

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(BINARY)
                    .setArgs(List.of("--no-sandbox")));
  }

  static Chromium open() {
    if (!Files.isExecutable(BINARY)) {
      String message = "no browser at " + BINARY + " (set CHROMIUM to where one is)";
      if ("1".equals(System.getenv("CI")) || "true".equals(System.getenv("CI"))) {
        fail(message);
      }
      System.out.println("SKIPPED: " + message);
      abort(message);
    }
    Map<String, String> env = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return new Chromium(Playwright.create(new Playwright.CreateOptions().setEnv(env)));
  }

  Page page(int width, int height, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setTimezoneId("UTC")
                .setLocale("en-GB"));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (!message.type().equals("log") && !message.type().equals("info")) {
            complaints.add(message.type() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add("page error: " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith("http://localhost:")
              && !request.url().startsWith("data:")) {
            complaints.add("request to elsewhere: " + request.url());
          }
        });
    return page;
  }

  void closePages() {
    browser.contexts().forEach(BrowserContext::close);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
