package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.eventmill.testkit.SharedData;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All enrichments in one pipeline of a running server, for visitors whose answers are known, with
 * routes beside what is hidden: each value is right, and what is hidden stands nowhere but on the
 * raw topic.
 */
class EnrichmentsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PIPELINE =
      """
      name: all-of-them
      sources:
        shop:
          event: {id: /id, type: /t, time: /u}
      enrich:
        - user_agent: {take: [browser, browser_version, os, os_version, device, device_type, is_bot]}
        - geo_ip: {file: %s, from: /ip, take: [country, city, time_zone]}
        - referrer: {from: /referrer, page: /page, internal: [shop.example]}
        - url: {from: /page, take: [host, path], parameters: {q: query}}
        - campaign: {from: /page}
        - email_domain: {from: /mail, into: domain}
        - category: {from: /campaign_source, into: channel, table: {newsletter: mail}, otherwise: other}
        - constant: {into: shop, value: {id: 7, open: true}}
        - copy: {from: /quantity, into: pieces}
        - received_time: {into: received_at}
        - text: {from: [/geo_country, /domain], into: place, between: ':'}
        - expression: {into: total, value: 'event.price * event.pieces'}
        - anonymise_ip: {from: /ip, into: shown_ip}
        - pseudonymise: {fields: /mail, key_env: PSEUDONYM_KEY}
        - remove: {fields: [/card, /page, /referrer], request: [ip, user_agent]}
      routes:
        - {name: all, to: all_sales, when: 'true'}
        - {name: hidden, to: hidden_sales, when: 'has(event.card) || event.mail.contains("@")'}
        - {name: large, to: large_sales, when: 'event.total > 20 && event.geo_country == "SE"'}
      archive: {from: enriched, to: lake/, compression: none, partition: none, roll: {every: 1s}}
      """;

  /** What a visitor sends and what is known of it. */
  private record Visit(
      String userAgent, String ip, String page, String referrer, String number, String known) {}

  private static final List<Visit> VISITS =
      List.of(
          new Visit(
              "Mozilla/5.0 (Windows NT 6.1; WOW64; rv:31.0) Gecko/20100101 Firefox/31.0",
              "89.160.20.112",
              "https://Shop.example/a%20b?q=r%C3%B6d&utm_source=newsletter&utm_campaign=may",
              "https://www.google.com/",
              "10",
              """
              {"ua_browser":"Firefox","ua_browser_version":"31.0","ua_os":"Windows","ua_os_version":"7",
               "ua_device_type":"desktop","ua_is_bot":false,"geo_country":"SE","geo_city":"Linköping",
               "geo_time_zone":"Europe/Stockholm","referrer_medium":"search","referrer_source":"Google",
               "url_host":"shop.example","url_path":"/a%20b","query":"röd","campaign_source":"newsletter",
               "campaign_name":"may","channel":"mail","place":"SE:x0.example","total":25.0,
               "ip":"89.160.20.0","shown_ip":"89.160.20.0"}"""),
          new Visit(
              "Mozilla/5.0 (Linux; Android 10; SM-G973F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/88.0.4324.152 Mobile Safari/537.36",
              "216.160.83.56",
              "https://shop.example/?fbclid=f1",
              "https://shop.example/other",
              "4",
              """
              {"ua_browser":"Chrome Mobile","ua_browser_version":"88.0.4324","ua_os":"Android","ua_os_version":"10",
               "ua_device":"Samsung SM-G973F","ua_device_type":"mobile","ua_is_bot":false,"geo_country":"US",
               "geo_city":"Milton","geo_time_zone":"America/Los_Angeles","referrer_medium":"internal",
               "url_host":"shop.example","url_path":"/","campaign_click_id":"f1","campaign_network":"facebook",
               "place":"US:x1.example","total":10.0,"ip":"216.160.83.0","shown_ip":"216.160.83.0"}"""),
          new Visit(
              "Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)",
              "2001:480:10::1",
              "https://shop.example/x",
              "",
              "1",
              """
              {"ua_browser":"MJ12bot","ua_browser_version":"1.4.8","ua_device_type":"bot","ua_is_bot":true,
               "geo_country":"US","geo_city":"San Diego","geo_time_zone":"America/Los_Angeles",
               "referrer_medium":"direct","url_host":"shop.example","url_path":"/x",
               "place":"US:x2.example","total":2.5,"ip":"2001:480:10::","shown_ip":"2001:480:10::"}"""));

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void eachSaysWhatIsKnownAndWhatIsHiddenStandsNowhere() throws Exception {
    Path file = SharedData.path("maxmind/test-data/GeoIP2-City-Test.mmdb").toAbsolutePath();
    Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.formatted(file));
    Path data = folder.resolve("data");
    try (RunningMill mill = RunningMill.start(data, "run", folder.toString())) {
      for (int i = 0; i < VISITS.size(); i++) {
        assertThat(send(mill, VISITS.get(i).userAgent(), sent(i)).statusCode()).isEqualTo(200);
      }
      mill.untilCount("?source=shop", VISITS.size());

      for (int i = 0; i < VISITS.size(); i++) {
        JsonNode stored =
            mill.json("/api/events?where=/id:e" + i + "&limit=1").at("/events/0/event");
        assertThat(stored.path("received_at").asText()).matches("20\\d\\d-.*Z");
        ((ObjectNode) stored).remove("received_at");
        assertThat(stored).isEqualTo(expected(i));
      }
      RunningMill.until(
          Duration.ofSeconds(60),
          "the routed records",
          () -> values(mill, "all_sales").size() == 3 && values(mill, "large_sales").size() == 1);
      assertThat(values(mill, "all_sales"))
          .containsExactlyInAnyOrder(routed(0), routed(1), routed(2));
      assertThat(values(mill, "large_sales")).containsExactly(routed(0));
      assertThat(values(mill, "hidden_sales")).isEmpty();
      assertThat(values(mill, "raw-shop")).as("the test hides something").contains(sent(0));
      for (String topic : List.of("enriched-shop", "all_sales", "large_sales", "failed-shop")) {
        PlainConsumer.records(mill, topic)
            .forEach(
                record -> {
                  nothingHidden(topic, record.key() + record.value());
                  record.headers().forEach(h -> nothingHidden(topic, new String(h.value(), UTF_8)));
                });
      }
      assertThat(mill.interrupt()).isIn(0, 130); // a clean stop closes all files
    }
    List<String> archived = archived(data.resolve("lake"));
    assertThat(archived).hasSize(VISITS.size());
    archived.forEach(row -> nothingHidden("the archive", row));
    inNoFile(data.resolve("store"));
  }

  private static String mail(int i) {
    return "ann" + i + "@x" + i + ".example";
  }

  private static String card(int i) {
    return "4111-2222-" + i;
  }

  private static String sent(int i) {
    Visit v = VISITS.get(i);
    return ("{ \"id\":\"e%d\",\"t\":\"sale\",\"u\":1700000000,\"price\": 2.50,\"quantity\":%s"
            + ",\"card\":\"%s\",\"page\":\"%s\",\"referrer\":\"%s\",\"mail\" : \"%s\",\"ip\":\"%s\" }")
        .formatted(i, v.number(), card(i), v.page(), v.referrer(), mail(i), v.ip());
  }

  /** What was sent without what is hidden, every other byte as it was. */
  private static String routed(int i) {
    return sent(i)
        .replaceAll(",\"(card|page|referrer)\":\"[^\"]*\"", "")
        .replace(mail(i), hash(mail(i)))
        .replace(VISITS.get(i).ip(), known(i).get("ip").asText());
  }

  private static JsonNode expected(int i) throws Exception {
    ObjectNode event = (ObjectNode) JSON.readTree(routed(i));
    known(i).properties().forEach(e -> event.set(e.getKey(), e.getValue()));
    event.put("domain", "x" + i + ".example").put("pieces", event.get("quantity").asInt());
    event.set("shop", JSON.readTree("{\"id\":7,\"open\":true}"));
    return event;
  }

  private static ObjectNode known(int i) {
    try {
      return (ObjectNode) JSON.readTree(VISITS.get(i).known());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(System.getenv("PSEUDONYM_KEY").getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> hidden() {
    List<String> hidden = new ArrayList<>();
    for (int i = 0; i < VISITS.size(); i++) {
      hidden.addAll(List.of(mail(i), card(i), VISITS.get(i).ip(), VISITS.get(i).userAgent()));
    }
    return hidden;
  }

  private static void nothingHidden(String where, String text) {
    assertThat(text).as(where).doesNotContain(hidden());
  }

  private static List<String> archived(Path lake) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".jsonl")).toList()) {
        rows.addAll(Files.readAllLines(f));
      }
    }
    return rows;
  }

  /** Not in the bytes of the store's files, its log of changes among them. */
  private static void inNoFile(Path store) throws Exception {
    try (Stream<Path> files = Files.walk(store)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).isNotEmpty();
      for (Path f : all) {
        nothingHidden(f.toString(), new String(Files.readAllBytes(f), UTF_8));
      }
    }
  }

  private static List<String> values(RunningMill mill, String topic) {
    List<String> values = new ArrayList<>();
    PlainConsumer.values(mill, topic).values().forEach(values::addAll);
    return values;
  }

  private HttpResponse<String> send(RunningMill mill, String userAgent, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(mill.url("/collect/shop"))
            .header("User-Agent", userAgent)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
