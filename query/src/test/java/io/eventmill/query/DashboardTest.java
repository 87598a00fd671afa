package io.eventmill.query;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.eventmill.event.Event;
import io.eventmill.event.Reason;
import io.eventmill.testkit.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser, as people use it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {
  private static final List<String> TYPES =
      List.of("pageview", "click", "checkout", "Link-Clicked X, Y");
  private Chromium chromium;
  private ListEventReader store;
  private QueryServer server;

  @BeforeAll
  void startBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(
        30_000); // a page asks less often on a slow machine
    chromium = Chromium.open();
  }

  @AfterAll
  void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void start() {
    chromium.complaints.clear();
    store = new ListEventReader();
    server = new QueryServer(store);
  }

  @AfterEach
  void stop() {
    chromium.closePages();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1600})
  void showsChartRowsValuesAndNumbersAtAnyWidth(int width) {
    sample(1_500);
    store.add(Samples.failed(1, Reason.TIME_INVALID, "{\"a\":1}".getBytes(StandardCharsets.UTF_8)));
    Page page = open(width, ColorScheme.LIGHT, "/");

    assertThat(page.locator("#count")).hasText("1,500");
    assertThat(page.locator("#failed-count")).hasText("1");
    assertThat(page.locator(".plot path.bar")).hasCount(4);
    assertThat(page.locator(".events .row")).hasCount(50);
    assertThat(page.locator(".top li")).hasCount(4);
    assertThat(page.locator(".failed .reason")).hasText("TIME_INVALID");
    assertThat(page.locator("#ledger")).containsText("1,005 accepted = 499 stored");
    assertThat(page.locator("#ledger")).containsText("1 missing");
    assertThat(page.locator("#ledger .finding")).containsText("stage load: 1 event is gone");
    shoot(page, "dashboard-" + width);
    assertThat(overflow(page)).isZero();
    assertThat(chromium.complaints).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1600})
  void showsWhatWasCountedAndAttributed(int width) {
    sample(10);
    Page page = open(width, ColorScheme.LIGHT, "/");

    Locator counts = page.locator("[data-kind=counts]");
    assertThat(counts.locator("tbody tr")).hasCount(2);
    assertThat(counts.locator("tbody tr").first()).containsText("1 Jan 1970 00:00:09");
    assertThat(counts.locator("tbody tr").first()).containsText("de");
    assertThat(counts).containsText("7 counted in all");
    Locator conversion = page.locator("[data-kind=attributed] li");
    assertThat(conversion).hasCount(1);
    conversion.locator("summary").click();
    assertThat(conversion.locator(".json")).containsText("\"id\": \"a,b\"");
    assertThat(overflow(page)).isZero();
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void showsNewEventsWithoutReload() {
    sample(100);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    assertThat(page.locator("#count")).hasText("100");
    page.evaluate("window.notReloaded = true");

    store.add(Samples.event(5_000, "brandnew", "2027-01-01T00:00:00Z", "{\"hello\":\"world\"}"));

    assertThat(page.locator("#count")).hasText("101");
    assertThat(page.locator(".events .row").first()).containsText("brandnew");
    assertThat(page.locator(".legend")).containsText("brandnew");
    assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
  }

  @Test
  void stopsWhilePausedAndGoesOnAfterwards() {
    sample(10);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    assertThat(page.locator("#count")).hasText("10");
    button(page, "Pause").click();
    assertThat(page.locator(".status")).containsText("Paused");
    int[] asked = {0};
    page.onRequest(request -> asked[0]++);

    sample(5);
    page.waitForTimeout(2_500); // longer than the page's interval: the absence of requests is seen

    assertThat(asked[0]).isZero();
    assertThat(page.locator("#count")).hasText("10");
    button(page, "Resume").click();
    assertThat(page.locator("#count")).hasText("15");
  }

  @Test
  void asksNothingWhileItsTabIsHidden() {
    sample(10);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    assertThat(page.locator("#count")).hasText("10");
    setVisibility(page, "hidden");
    page.waitForTimeout(300); // what is under way may still come in
    int[] asked = {0};
    page.onRequest(request -> asked[0]++);

    sample(5);
    page.waitForTimeout(2_500);

    assertThat(asked[0]).isZero();
    setVisibility(page, "visible");
    assertThat(page.locator("#count")).hasText("15");
  }

  @Test
  void filtersByWhatIsClickedAndKeepsItInTheAddress() {
    sample(200);
    Page page = open(1200, ColorScheme.LIGHT, "/");

    page.locator(".legend").getByText("checkout").click();
    assertThat(page.locator("#count")).hasText("50");
    assertThat(page).hasURL(Pattern.compile("\\?type=checkout$"));
    assertThat(page.locator(".events .row .type").first()).hasText("checkout");

    page.locator(".choose select").selectOption("/params/platform");
    page.locator(".top").getByText("platform 1").click();
    assertThat(page.locator(".chips")).containsText("params.platform = platform 1");
    String shared = page.url();
    assertThat(page.locator("#count")).not().hasText("50");
    String count = page.locator("#count").textContent();
    assertThat(Integer.parseInt(count)).isBetween(1, 49);

    Page other = open(1200, ColorScheme.LIGHT, shared.substring(shared.indexOf("/?")));
    assertThat(other.locator("#count")).hasText(count);
    assertThat(other.locator(".chips")).containsText("type = checkout");

    page.goBack();
    page.goBack();
    assertThat(page.locator("#count")).hasText("50");
    button(page, "Clear all").click();
    assertThat(page.locator("#count")).hasText("200");
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void filtersByTextSourceTypeMenuAndTime() {
    sample(200);
    Page page = open(1200, ColorScheme.LIGHT, "/");

    page.getByPlaceholder("Search in events").fill("USER-7 ");
    assertThat(page.locator("#count")).hasText("10");
    page.getByPlaceholder("Search in events").fill("");
    assertThat(page.locator("#count")).hasText("200");

    page.getByText("Source:").click();
    page.locator(".choices").getByLabel("app").check();
    assertThat(page.locator("#count")).hasText("100");
    page.keyboard().press("Escape");
    page.getByText("Type:").click();
    page.locator(".choices").getByLabel("Link-Clicked X, Y").check();
    assertThat(page.locator("#count")).hasText("50");
    button(page, "Clear all").click();

    page.getByLabel("15 min").check(); // the server's clock stands far from the events
    assertThat(page.getByText("No event fits")).isVisible();
    assertThat(page.locator(".none")).containsText("19 Nov 2026, 10:19:54 UTC");
    button(page, "Show all events").click();
    assertThat(page.locator("#count")).hasText("200");

    page.getByLabel("Custom").check();
    page.getByLabel("from").fill("2026-11-19T10:10");
    assertThat(page.locator("#count")).hasText("100");
    assertThat(page).hasURL(Pattern.compile("from=2026-11-19T10%3A10%3A00Z"));
  }

  @Test
  void zoomsIntoWhatIsMarkedInTheChart() {
    sample(200);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    assertThat(page.locator("#count")).hasText("200");
    var box = page.locator(".plot svg").boundingBox();

    page.mouse().move(box.x + box.width / 2, box.y + 100);
    page.mouse().down();
    page.mouse().move(box.x + box.width - 20, box.y + 100);
    assertThat(page.locator(".tip")).containsText("all");
    shoot(page, "dashboard-zoom");
    page.mouse().up();

    assertThat(page.locator("#count")).not().hasText("200");
    assertThat(page).hasURL(Pattern.compile("from=.*&to="));
    assertThat(Integer.parseInt(page.locator("#count").textContent())).isBetween(80, 120);
  }

  @Test
  void opensAnEventWholeAndFiltersByItsValues() {
    sample(60);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    Locator first = page.locator(".events .row").first();

    first.locator(".opener").press("Enter");

    Locator json = page.locator(".whole .json");
    assertThat(json).containsText("\"params\": {\n    \"platform\": \"platform 2\"\n  }");
    assertThat(json).containsText("\"exact\": 9007199254740993");
    assertThat(json).containsText("\"list\": [\n    1,\n    \"two\"\n  ]");
    assertThat(first.locator(".opener")).hasAttribute("aria-expanded", "true");
    assertThat(page.locator("#newest")).containsText("held");
    store.add(Samples.event(900, "late", "2027-01-01T00:00:00Z", "{}"));
    assertThat(page.locator("#count")).hasText("61");
    assertThat(json).isVisible();
    shoot(page, "dashboard-open");

    json.getByText("\"platform 2\"").click();
    assertThat(page.locator("#count")).hasText("20");
    assertThat(page.locator(".chips")).containsText("params.platform = platform 2");
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void leadsToOlderEvents() {
    sample(120);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    assertThat(page.locator(".events .row")).hasCount(50);

    button(page, "Older events").click();
    assertThat(page.locator(".newest .csv")).hasAttribute("href", "api/events?format=csv");
    assertThat(page.locator(".events .row")).hasCount(100);
    button(page, "Older events").click();

    assertThat(page.locator(".events .row")).hasCount(120);
    assertThat(page.locator(".events .row").last()).containsText("19 Nov 10:00:00");
    assertThat(page.locator(".status")).containsText("Paused");
  }

  @Test
  void tellsHowToSendTheFirstEventAndShowsItWhenItComes() {
    Page page = open(400, ColorScheme.LIGHT, "/");

    assertThat(page.locator(".command")).containsText(server.uri("/collect/web").toString());
    assertThat(page.locator(".command")).containsText("\"event_type\":\"hello\"");
    assertThat(overflow(page)).isZero();
    shoot(page, "dashboard-empty");
    sample(1);

    assertThat(page.locator("#count")).hasText("1");
    assertThat(chromium.complaints).isEmpty();
  }

  @Test
  void saysWhenTheServerIsAwayAndKeepsWhatItKnew() {
    sample(30);
    Page page = open(1200, ColorScheme.DARK, "/");
    assertThat(page.locator("#count")).hasText("30");

    page.context().setOffline(true);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The server does not answer");
    assertThat(page.locator(".status")).containsText("Not connected");
    assertThat(page.locator(".events .row")).hasCount(30);
    shoot(page, "dashboard-away");
    page.context().setOffline(false);

    assertThat(page.locator(".status"))
        .containsText("Live", new ContainsTextOptions().setTimeout(10_000));
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  void showsWhatIsWrongWithAnAddress() {
    sample(5);
    Page page = open(1200, ColorScheme.LIGHT, "/?from=yesterday");

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("'yesterday' is not a time");
    button(page, "Clear filters").click();

    assertThat(page.locator("#count")).hasText("5");
  }

  @Test
  void canBeReadAndUsedWithTheKeyboard() {
    sample(60);
    Page page = open(1200, ColorScheme.LIGHT, "/");
    Locator plot = page.locator(".plot");
    assertThat(plot).hasAttribute("aria-label", Pattern.compile("Events over time, .*: 60 in "));

    plot.focus();
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator(".tip")).isVisible();
    page.keyboard().press("Enter");

    assertThat(page).hasURL(Pattern.compile("from=.*&to="));
    Object unnamed =
        page.evaluate(
            "[...document.querySelectorAll('button, a, input, select')].filter(e =>"
                + " !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).length");
    assertThat(unnamed).isEqualTo(0);
  }

  @Test
  void showsWebEventsInTheDark() {
    SampleEvents.web(2_000, 3).forEach(store::add);
    for (int width : new int[] {400, 1600}) {
      Page page = open(width, ColorScheme.DARK, "/?field=%2Futm_source");

      assertThat(page.locator("#count")).hasText("2,000");
      assertThat(page.locator(".top")).containsText("facebook");
      shoot(page, "dashboard-dark-" + width);
      assertThat(overflow(page)).isZero();
    }
    assertThat(chromium.complaints).isEmpty();
  }

  private Page open(int width, ColorScheme scheme, String path) {
    Page page = chromium.page(width, 1000, scheme);
    page.navigate(server.uri(path).toString());
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** More events, six seconds apart. */
  private void sample(int count) {
    int first = store.events.size();
    for (int i = first; i < first + count; i++) {
      int second = i * 6;
      String time =
          "2026-11-19T%02d:%02d:%02dZ".formatted(10 + second / 3600, second / 60 % 60, second % 60);
      String json =
          "{\"event_id\":\"e%d\",\"user\":\"user-%d \",\"n\":%d,\"exact\":9007199254740993,"
              + "\"params\":{\"platform\":\"platform %d\"},\"list\":[1,\"two\"],\"none\":null}";
      Event event = Samples.event(i, TYPES.get(i % 4), time, json.formatted(i, i % 20, i, i % 3));
      store.add(event);
    }
  }

  private static void setVisibility(Page page, String state) {
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable:"
            + " true}); document.dispatchEvent(new Event('visibilitychange')); }",
        state);
  }

  private static int overflow(Page page) {
    return (int)
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
  }

  private static void shoot(Page page, String name) {
    page.screenshot(new ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
  }
}
