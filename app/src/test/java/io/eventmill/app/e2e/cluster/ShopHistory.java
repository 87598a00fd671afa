package io.eventmill.app.e2e.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Clicks and checkouts of a shop, in the order in which clients send them: some seconds out of
 * order, some twice. Says by plain loops what must come of them.
 */
final class ShopHistory {
  private static final int BODY = 200;
  private static final long DISORDER_SECONDS = 5;
  private static final long WITHIN_SECONDS = 3_600;

  /** A body of one source. */
  record Body(String source, List<String> lines) {
    byte[] bytes() {
      return String.join("\n", lines).getBytes(UTF_8);
    }
  }

  private record Sent(boolean click, String id, long second, String user, String item, int n) {
    String json() {
      String kind = n % 3 == 0 ? "mobile" : n % 3 == 1 ? "desktop" : "tablet";
      return "{\"id\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"user\":\"%s\",\"item\":\"%s\",\"utm\":\"%s\"}"
          .formatted(
              id, kind, Instant.ofEpochSecond(second), user, item, n % 2 == 0 ? "google" : "x");
    }

    String kind() {
      return n % 3 == 0 ? "mobile" : n % 3 == 1 ? "desktop" : "tablet";
    }
  }

  private final List<Sent> events = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();

  /**
   * @param until the time of the last event
   */
  ShopHistory(int count, Instant until, long seed) {
    Random random = new Random(seed);
    long begin = until.getEpochSecond() - 7_200;
    List<Sent> order = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      boolean click = random.nextInt(4) > 0;
      long second = begin + (long) (7_200.0 * n / count);
      String user = "u" + random.nextInt(Math.max(10, count / 50));
      Sent event =
          new Sent(click, (click ? "k" : "c") + n, second, user, "p" + random.nextInt(5), n);
      events.add(event);
      order.add(event);
      if (random.nextInt(33) == 0) {
        order.add(event);
      }
    }
    long[] place = new long[order.size()];
    for (int i = 0; i < place.length; i++) {
      place[i] = order.get(i).second() * 1_000 + random.nextLong(DISORDER_SECONDS * 1_000);
    }
    List<Integer> sending = new ArrayList<>();
    for (int i = 0; i < place.length; i++) {
      sending.add(i);
    }
    sending.sort((a, b) -> Long.compare(place[a], place[b]));
    for (int i = 0; i < sending.size(); i += BODY) {
      List<Sent> part =
          sending.subList(i, Math.min(sending.size(), i + BODY)).stream().map(order::get).toList();
      body("clicks", part.stream().filter(Sent::click).toList());
      body("checkouts", part.stream().filter(e -> !e.click()).toList());
    }
  }

  private void body(String source, List<Sent> part) {
    if (!part.isEmpty()) {
      bodies.add(new Body(source, part.stream().map(Sent::json).toList()));
    }
  }

  List<Body> bodies() {
    return bodies;
  }

  /** With repeats. */
  long sent(String source) {
    return bodies.stream()
        .filter(b -> b.source().equals(source))
        .mapToLong(b -> b.lines().size())
        .sum();
  }

  /** Without. */
  Set<String> ids() {
    return events.stream().map(Sent::id).collect(Collectors.toCollection(TreeSet::new));
  }

  /** By window and kind. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Sent e : events) {
      counts.merge(e.second() / 10 * 10 + " " + e.kind(), 1L, Long::sum);
    }
    return counts;
  }

  /** By checkout, the click that led to it, or nothing. */
  Map<String, String> attributed() {
    Map<String, List<Sent>> clicks =
        events.stream()
            .filter(Sent::click)
            .collect(Collectors.groupingBy(e -> e.user() + e.item()));
    Map<String, String> attributed = new TreeMap<>();
    for (Sent checkout : events) {
      if (checkout.click()) {
        continue;
      }
      Sent found = null;
      for (Sent click : clicks.getOrDefault(checkout.user() + checkout.item(), List.of())) {
        boolean counts =
            click.second() <= checkout.second()
                && click.second() >= checkout.second() - WITHIN_SECONDS;
        if (counts && (found == null || earlier(click, found))) {
          found = click;
        }
      }
      attributed.put(checkout.id(), found == null ? "" : found.id());
    }
    return attributed;
  }

  /** Of two at the same moment the smaller id, as the jobs have it. */
  private static boolean earlier(Sent a, Sent b) {
    return a.second() != b.second() ? a.second() < b.second() : a.id().compareTo(b.id()) < 0;
  }
}
