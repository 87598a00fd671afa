package io.eventmill.testkit;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** A pool of visitors who view pages; all but page, id and time is drawn once per visitor. */
final class WebVisits {
  private static final DateTimeFormatter NAIVE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final String[] PAGES = {
    "home", "home", "home", "product_a", "product_a", "product_b", "cart", "payment", "confirmation"
  };
  private static final String[] SOURCES = {"google", "facebook", "bing", "instagram", "mailchimp"};
  private static final String[] CATEGORIES = {
    "search_engine", "social_media", "search_engine", "social_media", "email_marketing"
  };
  private static final String[] BROWSERS = {
    "Chrome", "Firefox", "InternetExplorer", "Safari", "Opera"
  };
  private static final String[] SYSTEMS = {"Windows", "MacOS", "Linux", "Android", "iOS"};
  private static final String[] OS = {
    "Windows NT 6.1",
    "Macintosh; Intel Mac OS X 10_9_4",
    "X11; Linux i686",
    "Android 2.3.3",
    "iPhone; CPU iPhone OS 5_1_1 like Mac OS X"
  };
  private static final String[] ZONES = {
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Johannesburg", "America/Sao_Paulo"
  };
  private static final String[] MAIL = {"gmail.com", "yahoo.com", "hotmail.com"};
  private static final String[] MEDIUMS = {"cpc", "affiliate", "organic", "social"};

  private final Random random;
  private final List<String> visitors = new ArrayList<>();
  private long timeMicros = SampleEvents.START_MICROS;

  WebVisits(long seed, int visitors) {
    this.random = new Random(seed);
    for (int i = 0; i < visitors; i++) {
      this.visitors.add(visitor(i));
    }
  }

  Event next(Origin origin) {
    timeMicros += random.nextInt(2_000_000);
    long time = (timeMicros - random.nextInt(3_000_000)) / 1000 * 1000;
    String id = uuid();
    String page = pick(PAGES);
    String json =
        "{\"event_id\":\""
            + id
            + "\",\"event_timestamp\":\""
            + naive(time)
            + "\",\"event_type\":\"pageview\",\"page_url\":\"http://www.dummywebsite.com/"
            + page
            + "\",\"page_url_path\":\"/"
            + page
            + "\","
            + visitors.get(random.nextInt(visitors.size()))
            + "}";
    long received = SampleEvents.START_MICROS / 1000 + origin.offset();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Event(origin, id, "web", "pageview", time, received, bytes);
  }

  private static String naive(long micros) {
    long seconds = Math.floorDiv(micros, 1_000_000L);
    int nanos = (int) Math.floorMod(micros, 1_000_000L) * 1000;
    return NAIVE.format(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
  }

  private String visitor(int number) {
    int source = random.nextInt(SOURCES.length);
    int system = random.nextInt(SYSTEMS.length);
    boolean mobile = system >= 3;
    String zone = pick(ZONES);
    String mail = pick(MAIL);
    StringBuilder out = new StringBuilder();
    field(out, "referer_url", "www." + SOURCES[source] + ".com");
    field(out, "referer_url_scheme", "http");
    field(out, "referer_url_port", "80");
    field(out, "referer_medium", source % 2 == 0 ? "search" : "internal");
    field(out, "utm_medium", pick(MEDIUMS));
    field(out, "utm_source", SOURCES[source]);
    field(out, "utm_content", "ad_" + (1 + random.nextInt(5)));
    field(out, "utm_campaign", "campaign_" + (1 + random.nextInt(2)));
    field(out, "click_id", uuid());
    field(out, "geo_latitude", decimal(90));
    field(out, "geo_longitude", decimal(180));
    field(out, "geo_country", "" + letter() + letter());
    field(out, "geo_timezone", zone);
    field(out, "geo_region_name", "Region " + random.nextInt(958));
    field(out, "ip_address", octet() + "." + octet() + "." + octet() + "." + octet());
    field(out, "browser_name", pick(BROWSERS));
    field(
        out,
        "browser_user_agent",
        "Mozilla/5.0 ("
            + OS[system]
            + ") AppleWebKit/53"
            + random.nextInt(9)
            + "."
            + random.nextInt(40)
            + " (KHTML, like Gecko) Chrome/"
            + random.nextInt(60)
            + ".0."
            + random.nextInt(900)
            + ".0 Safari/53"
            + random.nextInt(9)
            + ".1");
    field(out, "browser_language", "tn_Z" + letter());
    field(out, "os", OS[system]);
    field(out, "os_name", SYSTEMS[system]);
    field(out, "os_timezone", zone);
    field(out, "device_type", mobile ? "Mobile" : "Computer");
    out.append("\"device_is_mobile\":").append(mobile).append(',');
    field(out, "user_custom_id", "user" + number + "@" + mail);
    field(out, "user_domain_id", uuid());
    field(out, "source_category", CATEGORIES[source]);
    field(out, "user_email_domain", mail);
    return out.substring(0, out.length() - 1);
  }

  private static void field(StringBuilder out, String name, String value) {
    out.append('"').append(name).append("\":\"").append(value).append("\",");
  }

  private String pick(String[] values) {
    return values[random.nextInt(values.length)];
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String decimal(int bound) {
    return String.format(Locale.ROOT, "%.5f", random.nextDouble() * 2 * bound - bound);
  }

  private char letter() {
    return (char) ('A' + random.nextInt(26));
  }

  private int octet() {
    return 1 + random.nextInt(254);
  }
}
