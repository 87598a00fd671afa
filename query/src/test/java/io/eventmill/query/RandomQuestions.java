package io.eventmill.query;

import static io.eventmill.query.QueryServer.encoded;

import io.eventmill.event.Event;
import io.eventmill.event.Reason;
import io.eventmill.store.EventFilter;
import io.eventmill.testkit.PlainEvent;
import io.eventmill.testkit.RandomFilters;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * Questions of every kind about events, most of which find something in the given ones. The same
 * seed asks the same.
 */
final class RandomQuestions {
  private static final List<String> INTERVALS = List.of("1m", "7m", "1h", "6h", "1d", "7d");

  private final List<PlainEvent> events;
  private final RandomFilters filters;
  private final Random random;

  RandomQuestions(List<PlainEvent> events, long seed) {
    this.events = events;
    this.filters = new RandomFilters(events, seed);
    this.random = new Random(seed);
  }

  String next() {
    int kind = random.nextInt(100);
    if (kind < 20) {
      return "/api/events/count?" + filter();
    }
    if (kind < 36) {
      return list();
    }
    if (kind < 44) {
      return csv();
    }
    if (kind < 60) {
      return histogram();
    }
    if (kind < 74) {
      return top();
    }
    if (kind < 77) {
      return usage();
    }
    if (kind < 78) {
      return "/api/fields?limit=" + (1 + random.nextInt(80));
    }
    if (kind < 86) {
      return byId(model());
    }
    return kind < 94 ? getsocial() : failed();
  }

  /** All events that a filter finds, in pages. */
  String paged(int pageSize) {
    return "/api/events?limit=" + pageSize + order() + filter();
  }

  static String byId(Event event) {
    return "/api/events/" + encoded(event.id()).replace("+", "%20");
  }

  private Event model() {
    return events.get(random.nextInt(events.size())).event();
  }

  private String order() {
    return random.nextBoolean() ? "&order=oldest" : "";
  }

  private String filter() {
    return parameters(filters.next());
  }

  static String parameters(EventFilter filter) {
    StringBuilder out = new StringBuilder();
    filter.sources().forEach(s -> add(out, "source", s));
    filter.types().forEach(t -> add(out, "type", t));
    if (filter.fromMicros() != null) {
      add(out, "from", time(filter.fromMicros()));
    }
    if (filter.toMicros() != null) {
      add(out, "to", time(filter.toMicros()));
    }
    for (EventFilter.FieldIs is : filter.where()) {
      String pointer = is.pointer().replace("\\", "\\\\").replace(":", "\\:");
      add(out, "where", pointer + ":" + is.value());
    }
    if (filter.text() != null) {
      add(out, "text", filter.text());
    }
    return out.toString();
  }

  private static void add(StringBuilder out, String name, String value) {
    out.append('&').append(name).append('=').append(encoded(value));
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  private String list() {
    return "/api/events?limit=" + (1 + random.nextInt(120)) + order() + filter();
  }

  private String csv() {
    String fields = random.nextBoolean() ? "" : "&fields=client_id,params.platform,/price,Foo";
    return "/api/events?format=csv&limit=" + (1 + random.nextInt(400)) + fields + filter();
  }

  private String histogram() {
    StringBuilder out = new StringBuilder("/api/events/histogram?buckets=");
    out.append(1 + random.nextInt(90));
    if (random.nextInt(3) > 0) {
      add(out, "interval", INTERVALS.get(random.nextInt(INTERVALS.size())));
    }
    if (random.nextInt(3) == 0) {
      add(out, "by", field());
      out.append("&series=").append(1 + random.nextInt(12));
    }
    if (random.nextInt(5) == 0) {
      out.append("&format=csv");
    }
    return out.append(nearby()).toString();
  }

  /** Without events of other centuries, so that short intervals give an answer. */
  private String nearby() {
    EventFilter any = filters.next();
    if (random.nextInt(4) == 0) {
      return parameters(any);
    }
    long from = micros("2026-11-01T00:00:00Z") + random.nextInt(86_400) * 1_000_000L;
    long to = from + (1 + random.nextInt(400_000)) * 1_000_000L;
    return parameters(
        new EventFilter(any.sources(), any.types(), from, to, any.where(), any.text()));
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  private String field() {
    return switch (random.nextInt(6)) {
      case 0 -> "type";
      case 1 -> "source";
      default -> filters.pointer();
    };
  }

  private String top() {
    StringBuilder out = new StringBuilder("/api/events/top?limit=");
    out.append(1 + random.nextInt(random.nextInt(4) == 0 ? 1_000 : 30));
    add(out, "field", field());
    return out.append(random.nextInt(4) == 0 ? "" : filter()).toString();
  }

  private String usage() {
    StringBuilder out = new StringBuilder("/api/usage?");
    if (random.nextBoolean()) {
      add(out, "by", "client_id");
      add(out, "by", field());
    }
    return out.append(filter()).toString();
  }

  private String getsocial() {
    Event model = model();
    long start = Math.floorDiv(model.timeMicros(), 1_000_000);
    long end = start + random.nextInt(2) * random.nextInt(100_000);
    String path = random.nextBoolean() ? "count" : "getallevents";
    return "/getsocial/events/%s/?event_type=%s&start_time=%d&end_time=%d"
        .formatted(path, encoded(model.type()), start, end);
  }

  private String failed() {
    StringBuilder out = new StringBuilder("/api/failed?");
    if (random.nextBoolean()) {
      add(out, "source", model().source());
    }
    if (random.nextBoolean()) {
      add(out, "reason", Reason.TIME_INVALID.name());
    }
    return out.append(random.nextBoolean() ? "&group=reason" : order() + "&limit=50").toString();
  }
}
