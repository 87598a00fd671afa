package io.eventmill.app.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A real browser that signs in and looks at the pages under the policies of the whole server. */
final class SignedInBrowser {
  private static final Path BINARY =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

  private SignedInBrowser() {}

  /** Does nothing, and says so, where there is no browser. */
  static void looksAtAllPages(String url, String name, String password) {
    if (!Files.isExecutable(BINARY)) {
      assertThat(System.getenv("CI")).as("on CI there must be a browser").isNull();
      System.out.println("SKIPPED: no browser at " + BINARY + " (set CHROMIUM to where one is)");
      return;
    }
    List<String> complaints = new ArrayList<>();
    Map<String, String> env = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(env));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(BINARY)
                        .setArgs(List.of("--no-sandbox")));
        BrowserContext context =
            browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
      Page page = context.newPage();
      page.onConsoleMessage(
          message -> {
            if (!message.type().equals("log") && !message.type().equals("info")) {
              complaints.add(message.type() + ": " + message.text());
            }
          });
      page.onPageError(error -> complaints.add("page error: " + error));

      page.navigate(url + "/");
      assertThat(page).hasURL(Pattern.compile(".*/login\\?to=%2F"));
      signIn(page, name, "not this one 4711");
      assertThat(page.getByRole(AriaRole.ALERT)).hasText("Name or password is not right.");
      complaints.removeIf(c -> c.contains("status of 401")); // the browser's word on that answer
      signIn(page, name, password);
      assertThat(page).hasURL(url + "/");
      assertThat(page.locator("main")).isVisible();
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
      assertThat(page).hasURL(url + "/login");
      signIn(page, name, password);
      assertThat(page).hasURL(url + "/");
      page.navigate(url + "/docs");
      assertThat(page.locator(".opblock-summary-path").first()).isVisible();

      page.navigate(url + "/login");
      page.getByText("Sign out").click();
      page.navigate(url + "/docs");
      assertThat(page).hasURL(Pattern.compile(".*/login\\?to=%2Fdocs"));
    }
    assertThat(complaints).isEmpty();
  }

  private static void signIn(Page page, String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
    page.getByText("Sign in").click();
  }
}
