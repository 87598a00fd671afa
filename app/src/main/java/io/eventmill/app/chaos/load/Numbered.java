package io.eventmill.app.chaos.load;

import java.time.Instant;

/**
 * The event with a number. All of it follows from the number, so a run of any length needs to keep
 * nothing but numbers, and can say of each stored event what it should be.
 */
public final class Numbered {
  public static final String SOURCE = "web";

  /** What ids of our own begin with. */
  public static final String ID = "k-";

  public static final Instant FIRST_MINUTE = Instant.parse("2026-11-20T10:00:00Z");
  public static final int MINUTES = 90;
  public static final int TYPES = 5;
  public static final String LOOKED = "looked";
  public static final String BOUGHT = "bought";
  private static final int USERS = 1_000;
  private static final int BASKET = 20;
  private static final int BASKET_ONE_IN = 10;

  private Numbered() {}

  /** What becomes of an event that is sent more than once. */
  public enum Kind {
    /** Has an id: is stored once. */
    WITH_ID,
    /** Has none: every attempt that arrived is an event of its own. */
    WITHOUT_ID,
    /** Has no time: every attempt that arrived is a failed event. */
    WITHOUT_TIME
  }

  public static Kind kind(int n) {
    return switch (n % 50) {
      case 7 -> Kind.WITHOUT_ID;
      case 23 -> Kind.WITHOUT_TIME;
      default -> Kind.WITH_ID;
    };
  }

  public static String id(int n) {
    return ID + n;
  }

  /** Most have one of a few; in some baskets the second of five is bought, the fourth looked at. */
  public static String type(int n) {
    int type = n % TYPES;
    if (hasBasket(n) && (type == 1 || type == 3)) {
      return type == 1 ? BOUGHT : LOOKED;
    }
    return "type " + type;
  }

  private static boolean hasBasket(int n) {
    return basket(n) % BASKET_ONE_IN == 0;
  }

  /** Twenty numbers in a row are one basket. */
  public static int basket(int n) {
    return n / BASKET;
  }

  /** The first number of a basket; the others follow it. */
  public static int firstOf(int basket) {
    return basket * BASKET;
  }

  public static int minute(int n) {
    return n / TYPES % MINUTES;
  }

  public static Instant time(int n) {
    return FIRST_MINUTE.plusSeconds(60L * minute(n) + n % 60);
  }

  /** As it is sent; its last field is what the enrichment reads. */
  public static String json(int n) {
    StringBuilder json = new StringBuilder(220).append("{\"n\":").append(n);
    Kind kind = kind(n);
    if (kind != Kind.WITHOUT_ID) {
      json.append(",\"event_id\":\"").append(id(n)).append('"');
    }
    json.append(", \"event_type\":\"").append(type(n)).append('"');
    if (kind != Kind.WITHOUT_TIME) {
      json.append(",\"event_timestamp\":\"").append(time(n)).append('"');
    }
    if (hasBasket(n)) {
      json.append(",\"basket\":\"b").append(basket(n)).append('"');
    }
    json.append(",\"kind\":\"").append(kind).append("\",\"user_domain_id\":\"u");
    json.append(n % USERS).append("\",\"text\":\"Stück für Stück \\u00e9\",\"price\":1.50");
    return json.append(",\"mail\":\"a@shop").append(n % 9).append(".example\"}").toString();
  }

  /** As it is to be stored. */
  public static String enriched(int n) {
    String json = json(n);
    return json.substring(0, json.length() - 1) + ",\"mail_domain\":\"" + mailDomain(n) + "\"}";
  }

  /** What the enrichment adds. */
  public static String mailDomain(int n) {
    return "shop" + n % 9 + ".example";
  }

  /** Any pipeline that makes {@link #enriched} of {@link #json}. */
  public static final String PIPELINE =
      """
      name: web-events
      sources:
        web:
          topics: {raw: raw-web-events, enriched: enriched-web-events, failed: failed-web-events,
                   partitions: 3, replication: 3}
          event: {id: /event_id, type: /event_type, time: /event_timestamp, key: /user_domain_id}
          deduplicate: {within: 1h}
      enrich:
        - email_domain: {from: /mail, into: mail_domain}
      stores: {search: duckdb}
      """;
}
