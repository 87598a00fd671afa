package io.eventmill.app.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.testkit.PostgresUnderTest;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The laptop is the cluster: the same pipeline file and the same events, out of order and some of
 * them twice, through one process and through a cluster of processes give the same rows in every
 * store, which are those that plain loops give; on the cluster also across an upgrade to another
 * parallelism and the death of a loader.
 */
class ClusterIT {
  private static final int EVENTS = Integer.getInteger("eventmill.cluster.events", 10_000);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PIPELINE =
      """
      name: shop
      sources:
        clicks:
          topics: {raw: raw-clicks, partitions: 4, replication: 3}
          event: {id: /id, type: /kind, time: /at, key: /user}
        checkouts:
          topics: {raw: raw-checkouts, partitions: 4, replication: 3}
          event: {id: /id, type: /kind, time: /at, key: /user}
      enrich:
        - category: {from: /utm, into: channel, table: {google: search}, otherwise: other}
      counts:
        - {name: by_kind, by: [/kind], every: 10s, lateness: 1d}
      attribution:
        - name: attributed
          touch: {source: clicks, id: /id}
          conversion: {source: checkouts, id: /id}
          on: {user: /user, item: /item}
          within: 1h
          columns: {checkout: conversion id, click: touch id}
      """;

  @TempDir private Path folder;

  private record Rows(
      Map<String, String> events, Map<String, Long> counts, Map<String, String> attributed) {}

  /** A dozen processes: only when asked for, with how many events. */
  @Test
  @EnabledIfSystemProperty(named = "eventmill.cluster.events", matches = "\\d+")
  void givesTheSameRowsInEveryStoreAsOneProcessDoes() throws Exception {
    Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
    ShopHistory shop = new ShopHistory(EVENTS, Instant.now(), 6);

    Rows one;
    try (OneProcess mill = OneProcess.start(folder.resolve("one"), pipeline)) {
      send(shop.bodies(), mill.url());
      one = settled(new StoredRows(mill.url()), shop);
    }
    Rows cluster;
    try (OpenSearchUnderTest opensearch = OpenSearchUnderTest.start(folder.resolve("os"));
        PostgresUnderTest postgres = PostgresUnderTest.start(folder.resolve("pg"));
        ClusterUnderTest parts =
            ClusterUnderTest.start(
                folder.resolve("cluster"),
                pipeline.toString(),
                "--opensearch",
                opensearch.url(),
                "--postgres",
                postgres.url(),
                "--parallelism",
                "1",
                "--set",
                "postgres.password_env=",
                "--set",
                "process.attribution_grace=20m",
                "--set",
                "audit.every=1s")) {
      int half = shop.bodies().size() / 2;
      send(shop.bodies().subList(0, half), parts.address("collect-1"), parts.address("collect-2"));
      upgrade(parts, pipeline, postgres, "4");
      parts.kill("load-1");
      parts.kill("collect-1");
      send(shop.bodies().subList(half, shop.bodies().size()), parts.address("collect-2"));
      StoredRows stored = new StoredRows(parts.address("query-1"));
      upgrade(parts, pipeline, postgres, "2");
      cluster = settled(stored, shop);
      requireItAddsUp(stored, shop);
    }

    assertThat(one.events().keySet()).isEqualTo(shop.ids());
    assertThat(one.counts()).isEqualTo(shop.counts());
    assertThat(one.attributed()).isEqualTo(shop.attributed());
    assertThat(cluster.events()).isEqualTo(one.events());
    assertThat(cluster.counts()).isEqualTo(one.counts());
    assertThat(cluster.attributed()).isEqualTo(one.attributed());
  }

  private static void upgrade(
      ClusterUnderTest parts, Path pipeline, PostgresUnderTest postgres, String parallelism)
      throws Exception {
    String said =
        parts.run(
            "submit",
            "--upgrade",
            pipeline.toString(),
            "--kafka",
            parts.address("kafka"),
            "--flink",
            parts.address("flink"),
            "--search",
            "opensearch",
            "--relational",
            "postgres",
            "--set",
            "postgres.url=" + postgres.url(),
            "--set",
            "postgres.password_env=",
            "--set",
            "process.attribution_grace=20m",
            "--parallelism",
            parallelism,
            "--data",
            pipeline.resolveSibling("submit").toString());
    for (String job : List.of("events-shop", "counts-shop", "attribution-shop")) {
      assertThat(said).contains(job + " stopped with savepoint").contains(job + " runs (");
    }
  }

  /** Each body to one of the doors in turn; a door that does not take it is an error. */
  private static void send(List<ShopHistory.Body> bodies, String... doors) throws Exception {
    int n = 0;
    for (ShopHistory.Body body : bodies) {
      URI door = URI.create(doors[n++ % doors.length] + "/collect/" + body.source());
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(door)
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /** The rows when they no longer change, or have not come to what they should be for too long. */
  private static Rows settled(StoredRows stored, ShopHistory shop) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(240 + EVENTS / 500);
    while (stored.count() < EVENTS && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(500);
    }
    Rows rows = new Rows(stored.events(), stored.counts(), stored.attributed());
    while (System.nanoTime() < end
        && !(rows.counts().equals(shop.counts()) && rows.attributed().equals(shop.attributed()))) {
      TimeUnit.SECONDS.sleep(1);
      rows = new Rows(stored.events(), stored.counts(), stored.attributed());
    }
    return rows;
  }

  private static void requireItAddsUp(StoredRows stored, ShopHistory shop) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    JsonNode audit = stored.json("/api/audit");
    while (!addsUp(audit, shop) && System.nanoTime() < end) {
      TimeUnit.SECONDS.sleep(1);
      audit = stored.json("/api/audit");
    }
    assertThat(addsUp(audit, shop)).as(audit.toString()).isTrue();
  }

  private static boolean addsUp(JsonNode audit, ShopHistory shop) {
    long stored = 0;
    for (JsonNode source : audit.path("sources")) {
      long accepted = source.path("accepted").asLong();
      stored += source.path("stored").asLong();
      boolean all = accepted == shop.sent(source.path("source").asText());
      if (!all || accepted != source.path("stored").asLong() + source.path("duplicate").asLong()) {
        return false;
      }
    }
    return stored == EVENTS && audit.path("findings").isEmpty();
  }
}
