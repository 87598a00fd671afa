package io.eventmill.benchmark.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Events without end, each told by its number and shape alone: every process makes the same ones.
 * The event's id is its own, its time is the begin of 2026 and 7 ms for each number, its visitor
 * one of 10,000. All shapes have the fields that the enrichments read.
 */
public final class ShapedEvents {
  public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  public static final int MILLIS_APART = 7;
  private static final int VISITORS = 10_000;
  private static final int WIDE_FIELDS = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final String[] SOURCES = {
    "google", "bing", "facebook", "instagram", "mailchimp", "newsletter"
  };
  private static final String[] TYPES = {"pageview", "pageview", "pageview", "click", "search"};
  private static final String[] HOSTS = {"gmail.com", "yahoo.com", "hotmail.com"};
  private static final String[] SCRIPTS = {
    "東京都渋谷区の天気",
    "Привет, мир",
    "مرحبا بالعالم",
    "नमस्ते दुनिया",
    "日本語 🎌🗾",
    "Ærøskøbing — naïve",
    "👩‍👩‍👧‍👦 family",
    "\\u00fcber\\ud83d\\ude00",
    "tab\\there \\\"quoted\\\"",
    "ไทย ภาษา"
  };

  private final Shape shape;

  public ShapedEvents(Shape shape) {
    this.shape = shape;
  }

  public Shape shape() {
    return shape;
  }

  public byte[] event(long number) {
    return text(number).getBytes(UTF_8);
  }

  /** All events of a visitor go to one partition. */
  public byte[] key(long number) {
    return Long.toString(visitor(number)).getBytes(UTF_8);
  }

  /** Its {@code event_type}. */
  public static String type(long number) {
    return new Draw(number).of(TYPES);
  }

  /** Its {@code utm_source}. */
  public static String traffic(long number) {
    Draw draw = new Draw(number);
    draw.next(); // the type
    return draw.of(SOURCES);
  }

  /** Its {@code user_domain_id}. */
  public static String visitorName(long number) {
    return "visitor-" + visitor(number);
  }

  /** Its {@code event_timestamp}. */
  public static Instant time(long number) {
    return BEGIN.plusMillis(number * MILLIS_APART);
  }

  public String text(long number) {
    Draw draw = new Draw(number);
    JsonText json = new JsonText();
    base(json, number, draw);
    if (shape != Shape.SMALL) {
      pageView(json, draw, new Draw(-1 - visitor(number)));
    }
    switch (shape) {
      case LARGE -> basket(json, draw);
      case WIDE -> wide(json, draw);
      case UNICODE -> scripts(json, draw);
      case WEB, SMALL -> {} // as it is
    }
    return json.end();
  }

  private static long visitor(long number) {
    return Long.remainderUnsigned(number * 0x9e3779b97f4a7c15L >>> 17, VISITORS);
  }

  private static void base(JsonText json, long number, Draw draw) {
    LocalDateTime at = LocalDateTime.ofInstant(time(number), ZoneOffset.UTC);
    json.text("event_id", "e" + number)
        .text("event_timestamp", TIME.format(at))
        .text("event_type", draw.of(TYPES))
        .text("utm_source", draw.of(SOURCES))
        .text("user_custom_id", "user" + visitor(number) + "@" + draw.of(HOSTS))
        .text("user_domain_id", visitorName(number));
  }

  private static void pageView(JsonText json, Draw draw, Draw visitor) {
    String page = draw.of("home", "product_a", "product_b", "cart", "payment", "confirmation");
    String system = visitor.of("Windows NT 6.1", "X11; Linux x86_64", "Android 2.3.3");
    json.text("page_url", "http://www.dummywebsite.com/" + page)
        .text("page_url_path", "/" + page)
        .text("referer_url", "www." + visitor.of(SOURCES) + ".com")
        .text("referer_url_scheme", "http")
        .text("referer_url_port", "80")
        .text("referer_medium", visitor.of("search", "internal"))
        .text("utm_medium", visitor.of("cpc", "affiliate", "organic", "social"))
        .text("utm_content", "ad_" + (1 + visitor.below(5)))
        .text("utm_campaign", "campaign_" + (1 + visitor.below(2)))
        .text("click_id", visitor.uuid())
        .text("geo_latitude", Double.toString(visitor.below(180_000) / 1000.0 - 90))
        .text("geo_longitude", Double.toString(visitor.below(360_000) / 1000.0 - 180))
        .text("geo_country", visitor.of("US", "IN", "DE", "BR", "FR"))
        .text("geo_timezone", visitor.of("America/New_York", "Europe/Berlin", "Asia/Kolkata"))
        .text("geo_region_name", visitor.of("New Castle", "Bad Salzuflen", "Tindivanam"))
        .text("ip_address", "203.0.113." + visitor.below(256))
        .text("browser_name", visitor.of("Chrome", "Firefox", "Safari", "Opera"))
        .text(
            "browser_user_agent",
            "Mozilla/5.0 ("
                + system
                + ") AppleWebKit/535.1 (KHTML, like Gecko) Chrome/"
                + (20 + visitor.below(40))
                + ".0.808.0 Safari/535.1")
        .text("browser_language", visitor.of("tn_ZA", "de_DE", "en_US"))
        .text("os", system)
        .text("os_name", visitor.of("Windows", "MacOS", "Linux", "Android", "iOS"))
        .text("os_timezone", visitor.of("America/New_York", "Europe/Berlin", "Asia/Kolkata"))
        .text("device_type", visitor.of("Mobile", "Computer"))
        .raw("device_is_mobile", visitor.of("true", "false"));
  }

  private static void basket(JsonText json, Draw draw) {
    StringBuilder items = new StringBuilder("[");
    for (int i = 0; i < 30; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append("{\"sku\":\"")
          .append(draw.uuid())
          .append("\",\"price\":")
          .append(draw.below(100_000) / 100.0)
          .append(",\"pieces\":")
          .append(1 + draw.below(9))
          .append('}');
    }
    StringBuilder note = new StringBuilder();
    while (note.length() < 1_600) {
      note.append(draw.of("lorem ", "ipsum ", "dolor ", "sit ", "amet ", "consectetur "));
    }
    json.raw("items", items.append(']').toString()).text("note", note.toString());
  }

  private static void wide(JsonText json, Draw draw) {
    for (int i = 0; i < WIDE_FIELDS; i++) {
      json.raw("measure_" + i, Integer.toString(draw.below(1_000_000)));
    }
  }

  /** Texts that stand as they are: some of them are escapes already. */
  private static void scripts(JsonText json, Draw draw) {
    for (int i = 0; i < 8; i++) {
      json.raw("text_" + i, '"' + draw.of(SCRIPTS) + ' ' + draw.of(SCRIPTS) + '"');
    }
  }
}
