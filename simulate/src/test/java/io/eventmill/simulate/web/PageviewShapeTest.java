package io.eventmill.simulate.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The thirty fields, their types, and what fits together within an event and a visitor. */
class PageviewShapeTest {
  private static final List<String> FIELDS =
      List.of(
          "event_id",
          "event_timestamp",
          "event_type",
          "page_url",
          "page_url_path",
          "referer_url",
          "referer_url_scheme",
          "referer_url_port",
          "referer_medium",
          "utm_medium",
          "utm_source",
          "utm_content",
          "utm_campaign",
          "click_id",
          "geo_latitude",
          "geo_longitude",
          "geo_country",
          "geo_timezone",
          "geo_region_name",
          "ip_address",
          "browser_name",
          "browser_user_agent",
          "browser_language",
          "os",
          "os_name",
          "os_timezone",
          "device_type",
          "device_is_mobile",
          "user_custom_id",
          "user_domain_id");
  private static final Set<String> NEW_IN_EACH_EVENT =
      Set.of("event_id", "event_timestamp", "page_url", "page_url_path");
  private static final DateTimeFormatter NAIVE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private static final List<JsonNode> EVENTS = new ArrayList<>();

  @BeforeAll
  static void simulate() throws Exception {
    Pageviews.run(
        WebSettings.fast().users(300).sessionsPerDay(10_000).events(5_000).seed(4L).build(),
        EVENTS::add);
  }

  @Test
  void hasThirtyFieldsTwentyNineOfThemText() {
    assertThat(FIELDS).hasSize(30);
    for (JsonNode event : EVENTS) {
      assertThat(event.fieldNames()).toIterable().containsExactlyElementsOf(FIELDS);
      for (String field : FIELDS) {
        boolean right =
            field.equals("device_is_mobile")
                ? event.get(field).isBoolean()
                : event.get(field).isTextual();
        assertThat(right).as("%s is %s", field, event.get(field)).isTrue();
      }
    }
  }

  @Test
  void idsAreRandomUuidsAndNeverRepeat() {
    Set<String> ids = new HashSet<>();
    for (JsonNode event : EVENTS) {
      assertThat(ids.add(text(event, "event_id"))).isTrue();
      for (String field : List.of("event_id", "click_id", "user_domain_id")) {
        UUID id = UUID.fromString(text(event, field));
        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).hasToString(text(event, field));
      }
    }
  }

  @Test
  void timesAreNaiveAndNearlyInOrder() {
    LocalDateTime before = LocalDateTime.MIN;
    int backwards = 0;
    for (JsonNode event : EVENTS) {
      LocalDateTime time = LocalDateTime.parse(text(event, "event_timestamp"), NAIVE);
      if (time.isBefore(before)) {
        backwards++;
        assertThat(Duration.between(time, before)).isLessThan(Duration.ofSeconds(6));
      }
      before = time;
    }
    assertThat(backwards).isPositive();
  }

  @Test
  void pageAndRefererFitTogether() {
    for (JsonNode event : EVENTS) {
      String path = text(event, "page_url_path");
      String source = text(event, "utm_source");
      assertThat(text(event, "event_type")).isEqualTo("pageview");
      assertThat(text(event, "page_url")).isEqualTo("http://www.dummywebsite.com" + path);
      assertThat(path)
          .isIn("/home", "/product_a", "/product_b", "/cart", "/payment", "/confirmation");
      assertThat(text(event, "referer_url")).isEqualTo("www." + source + ".com");
      assertThat(text(event, "referer_url_scheme")).isEqualTo("http");
      assertThat(text(event, "referer_url_port")).isEqualTo("80");
      assertThat(text(event, "referer_medium"))
          .isEqualTo(Set.of("google", "bing").contains(source) ? "search" : "internal");
    }
  }

  @Test
  void deviceFitsTheOperatingSystem() {
    Map<String, String> tokens =
        Map.of(
            "Windows", "Windows NT \\d.*",
            "MacOS", "Macintosh; Intel Mac OS X [\\d_]+",
            "Linux", "X11; .*Linux .*",
            "Android", "Android \\d[\\d.]*",
            "iOS", "(iPhone; CPU iPhone|iPad; CPU) OS [\\d_]+ like Mac OS X");
    for (JsonNode event : EVENTS) {
      String system = text(event, "os_name");
      boolean mobile = system.equals("Android") || system.equals("iOS");
      assertThat(text(event, "os")).matches(tokens.get(system));
      assertThat(event.get("device_is_mobile").booleanValue()).isEqualTo(mobile);
      assertThat(text(event, "device_type")).isEqualTo(mobile ? "Mobile" : "Computer");
      assertThat(text(event, "os_timezone")).isEqualTo(text(event, "geo_timezone"));
      assertThat(text(event, "browser_language")).matches("[a-z]{2}_[A-Z]{2}");
    }
  }

  @Test
  void userAgentFitsTheBrowser() {
    Map<String, String> agents =
        Map.of(
            "Chrome", "Mozilla/5.0 .* Chrome/[\\d.]+ Safari/[\\d.]+",
            "Firefox", "Mozilla/5.0 .* Gecko/\\d+ Firefox/[\\d.]+",
            "InternetExplorer", "Mozilla/5.0 .*MSIE [\\d.]+; Windows .*Trident/[\\d.]+\\)",
            "Safari", "Mozilla/5.0 .* Version/[\\d.]+( Mobile/\\w+)? Safari/[\\d.]+",
            "Opera", "Opera/9.80 .* Version/[\\d.]+|Mozilla/5.0 .* OPR/[\\d.]+");
    for (JsonNode event : EVENTS) {
      assertThat(text(event, "browser_user_agent"))
          .matches(agents.get(text(event, "browser_name")));
    }
  }

  @Test
  void addressesArePublicAndMailIsAscii() throws Exception {
    for (JsonNode event : EVENTS) {
      InetAddress ip = InetAddress.getByName(text(event, "ip_address"));
      assertThat(ip.isSiteLocalAddress()).isFalse();
      assertThat(ip.isLoopbackAddress() || ip.isMulticastAddress() || ip.isLinkLocalAddress())
          .isFalse();
      assertThat(text(event, "user_custom_id"))
          .matches("[a-z][a-z0-9.]*@(gmail|yahoo|hotmail)\\.com");
    }
  }

  @Test
  void visitorsKeepTheirAttributesAndThePoolHasABound() {
    Map<String, JsonNode> byUser = new HashMap<>();
    Set<String> clickIds = new HashSet<>();
    for (JsonNode event : EVENTS) {
      JsonNode first = byUser.computeIfAbsent(text(event, "user_domain_id"), u -> event);
      clickIds.add(text(event, "click_id"));
      for (String field : FIELDS) {
        if (!NEW_IN_EACH_EVENT.contains(field)) {
          assertThat(event.get(field)).as(field).isEqualTo(first.get(field));
        }
      }
    }
    assertThat(byUser).hasSizeBetween(290, 300);
    assertThat(clickIds).hasSameSizeAs(byUser.keySet());
  }

  @Test
  void theZoneDecidesWhatTheClockShows() throws Exception {
    List<String> times = new ArrayList<>();
    WebSettings.Builder settings =
        WebSettings.fast().sessionsPerDay(100_000).events(1).seed(1L).start(Pageviews.NOON);

    Pageviews.run(settings.build(), e -> times.add(text(e, "event_timestamp")));
    Pageviews.run(
        settings.zone(ZoneId.of("Asia/Kathmandu")).build(),
        e -> times.add(text(e, "event_timestamp")));

    LocalDateTime utc = LocalDateTime.parse(times.get(0), NAIVE);
    LocalDateTime local = LocalDateTime.parse(times.get(1), NAIVE);
    assertThat(utc.truncatedTo(ChronoUnit.MINUTES)).isEqualTo("2026-11-20T12:00");
    assertThat(local.truncatedTo(ChronoUnit.MINUTES)).isEqualTo("2026-11-20T17:45");
  }

  @Test
  void aPageOfTheUsersOwnIsEscaped() throws Exception {
    String yaml =
        WebWeights.defaultYaml()
            .replaceAll("(?s)pages:.*?visits_per_hour", "visits_per_hour")
            .concat("\npages: {'a\"b ü': {session_end: 1}}\nlanding_pages: {'a\"b ü': 1}\n");
    WebSettings settings =
        WebSettings.fast()
            .sessionsPerDay(100_000)
            .events(1)
            .weights(WeightsFile.parse(yaml, "own.yaml"))
            .build();

    Pageviews.run(settings, e -> assertThat(text(e, "page_url_path")).isEqualTo("/a\"b ü"));
  }

  private static String text(JsonNode event, String field) {
    return event.get(field).textValue();
  }
}
