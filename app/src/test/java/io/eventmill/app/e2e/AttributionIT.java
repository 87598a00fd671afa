package io.eventmill.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready pipeline of a shop, as users run it: every checkout has its row, and the right one. */
class AttributionIT {
  private static final String PIPELINE = "pipelines/checkout-attribution";
  private static final String TOPIC = "attributed-checkouts";
  private static final long START = 1_772_323_200_000L;
  private static final long HOUR = 3_600_000;
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  @TempDir private Path data;

  /** Somebody's click or checkout. */
  private record Happening(boolean checkout, String id, int user, int product, long millis) {
    String json() {
      return "{\"%s\":\"%s\",\"user_id\":%d,\"product_id\":\"p%d\",\"datetime_occured\":\"%s\"}"
          .formatted(
              checkout ? "checkout_id" : "click_id",
              id,
              user,
              product,
              FORM.format(Instant.ofEpochMilli(millis)));
    }
  }

  @Test
  void bothEndsOfTheHourCountAndEveryCheckoutHasItsRow() throws Exception {
    long t = START + 2 * HOUR;
    List<Happening> clicks =
        List.of(
            new Happening(false, "hour", 1, 1, t - HOUR),
            new Happening(false, "second", 1, 1, t - 1),
            new Happening(false, "before", 1, 2, t - HOUR - 1),
            new Happening(false, "same", 1, 3, t),
            new Happening(false, "after", 1, 4, t + 1));
    List<Happening> checkouts =
        List.of(
            new Happening(true, "o1", 1, 1, t),
            new Happening(true, "o1-again", 1, 1, t),
            new Happening(true, "o2", 1, 2, t),
            new Happening(true, "o3", 1, 3, t),
            new Happening(true, "o4", 1, 4, t),
            new Happening(true, "o5", 100, 1, t));
    try (RunningMill mill = start("3s")) {
      putUser(mill, "[{\"id\":1,\"username\":\"ada\"}]");
      post(mill, checkouts); // before their clicks: the rows are corrected
      post(mill, clicks);

      Map<String, JsonNode> rows = AttributedTopic.untilFinal(mill, TOPIC, 6);

      assertThat(rows.keySet()).containsExactly("o1", "o1-again", "o2", "o3", "o4", "o5");
      assertThat(click(rows.get("o1"))).isEqualTo("hour");
      assertThat(click(rows.get("o1-again"))).isEqualTo("hour");
      assertThat(click(rows.get("o3"))).isEqualTo("same");
      for (String without : List.of("o2", "o4", "o5")) {
        assertThat(rows.get(without).get("attributed").booleanValue()).isFalse();
        assertThat(click(rows.get(without))).isNull();
        assertThat(rows.get(without).get("click_time").isNull()).isTrue();
      }
      assertThat(rows.get("o1").get("user_name").textValue()).isEqualTo("ada");
      assertThat(rows.get("o5").get("user_name").isNull()).as("user 100 is unknown").isTrue();
      for (String id : rows.keySet()) {
        String path = "/api/attributed/attributed_checkouts/" + id;
        RunningMill.until(
            Duration.ofSeconds(30), id + " in the store", () -> stored(mill, path, rows.get(id)));
      }
    }
  }

  /** Killed while events come in, again and again; at the end as if nothing had been. */
  @Test
  void killedInTheMiddleNoRowIsMissingOrWrong() throws Exception {
    long seed = System.nanoTime();
    System.out.println("attribution kill test: seed " + seed);
    Random random = new Random(seed);
    List<Happening> all = history(random);
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    int at = 0;
    int kills = 0;
    int chunk = 40;
    while (at < all.size()) {
      try (RunningMill mill = start("30s")) {
        if (kills < 4) {
          kills++;
          later.schedule(mill::kill, 300 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
        }
        while (at < all.size()) {
          post(mill, all.subList(at, Math.min(at + chunk, all.size())));
          at += chunk;
          if (kills < 4) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(60)); // so that the kill hits somewhere
          }
        }
      } catch (IOException e) {
        // killed; what got no answer is sent again
      }
    }
    later.shutdownNow();

    int checkouts = (int) all.stream().filter(Happening::checkout).count();
    int attributed = 0;
    try (RunningMill mill = start("5s")) {
      Map<String, JsonNode> rows = AttributedTopic.untilFinal(mill, TOPIC, checkouts);
      assertThat(rows).hasSize(checkouts);
      for (Happening checkout : all) {
        if (checkout.checkout()) {
          String expected = firstClick(all, checkout);
          JsonNode row = rows.get(checkout.id());
          assertThat(click(row)).as("seed %d, %s: %s", seed, checkout, row).isEqualTo(expected);
          attributed += expected == null ? 0 : 1;
        }
      }
    }
    System.out.printf(
        "attribution kill test: %d kills, %d checkouts, %d attributed%n",
        kills, checkouts, attributed);
    assertThat(attributed).isBetween(checkouts / 10, checkouts - 1);
  }

  /** Six hours of clicks and checkouts, in the order of time but for what 15 s allow. */
  private static List<Happening> history(Random random) {
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      boolean checkout = random.nextInt(3) == 0;
      long millis = START + random.nextInt((int) (6 * HOUR));
      all.add(
          new Happening(
              checkout,
              (checkout ? "o" : "c") + i,
              random.nextInt(20),
              random.nextInt(10),
              millis));
    }
    all.sort(Comparator.comparingLong(h -> h.millis() + (h.id().hashCode() & 0x1fff))); // up to 8 s
    return all;
  }

  private static String firstClick(List<Happening> all, Happening checkout) {
    return all.stream()
        .filter(h -> !h.checkout() && h.user() == checkout.user())
        .filter(h -> h.product() == checkout.product())
        .filter(h -> h.millis() <= checkout.millis() && h.millis() >= checkout.millis() - HOUR)
        .min(Comparator.comparingLong(Happening::millis).thenComparing(Happening::id))
        .map(Happening::id)
        .orElse(null);
  }

  private RunningMill start(String idle) throws Exception {
    return RunningMill.start(
        data,
        "run",
        PIPELINE,
        "--set",
        "process.idle=" + idle,
        "--set",
        "process.checkpoint_interval=500ms",
        "--set",
        "process.attribution_grace=3s");
  }

  private static void post(RunningMill mill, List<Happening> happenings) throws Exception {
    for (boolean checkouts : new boolean[] {false, true}) {
      List<String> bodies =
          happenings.stream().filter(h -> h.checkout() == checkouts).map(Happening::json).toList();
      if (!bodies.isEmpty()) {
        String path = "/collect/" + (checkouts ? "checkouts" : "clicks");
        assertThat(mill.post(path, String.join("\n", bodies)).statusCode()).isEqualTo(200);
      }
    }
  }

  private static void putUser(RunningMill mill, String rows) throws Exception {
    HttpRequest put =
        HttpRequest.newBuilder(mill.url("/api/tables/commerce.users?key=id"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(rows))
            .build();
    var answer = HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static boolean stored(RunningMill mill, String path, JsonNode row) {
    try {
      return mill.get(path).statusCode() == 200 && mill.json(path).equals(row);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String click(JsonNode row) {
    return row.get("click_id").textValue();
  }
}
