package io.eventmill.store.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.store.opensearch.OpenSearchConfig.Bulk;
import io.eventmill.testkit.FullDoor;
import io.eventmill.testkit.SampleEvents;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at each limit, on a real node, with a door before it that can refuse. */
class OpenSearchLimitsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Bulk SMALL =
      new Bulk(10, 1 << 20, 3, Duration.ofMillis(20), Duration.ofMillis(40));

  @TempDir private Path folder;
  private final OpenSearchUnderTest node = OpenSearchUnderTest.shared();
  private final String prefix = "l" + Long.toHexString(System.nanoTime()) + "-";

  @AfterEach
  void leaveNothing() {
    node.send("DELETE", "/" + prefix + "*", null);
  }

  private static Batch batch(List<Event> events, Map<Integer, Position> before) {
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after =
        new Position(new UUID(1, 2), next + events.size(), events.get(events.size() - 1).origin());
    return new Batch("t", events, List.of(), before, Map.of(0, after));
  }

  private static void write(OpenSearchStore store, List<Event> events) {
    store.writer().write(batch(events, store.writer().positions("t")));
  }

  private static long count(OpenSearchStore store) {
    return store.reader().count(EventFilter.ALL);
  }

  @Test
  void sendsNoMoreRowsAndBytesAtOnceThanItIsToldTo() {
    try (Door door = Door.before(node.url())) {
      try (OpenSearchStore store =
          OpenSearchStore.open(TestStores.with(door.url(), prefix, 2, SMALL))) {
        write(store, SampleEvents.web(10, 1));
        assertThat(door.bulks()).hasSize(1);
        write(store, SampleEvents.web(21, 1).subList(10, 21));
        assertThat(door.bulks()).hasSize(3);
      }
      door.bulks().clear();
      Bulk few = new Bulk(1_000, 20_000, 3, Duration.ofMillis(20), Duration.ofMillis(40));
      try (OpenSearchStore store =
          OpenSearchStore.open(TestStores.with(door.url(), prefix, 2, few))) {
        write(store, SampleEvents.web(61, 1).subList(21, 61));
        assertThat(door.bulks()).hasSizeGreaterThan(2).allMatch(bytes -> bytes <= 20_000);
        assertThat(count(store)).isEqualTo(61);
      }
    }
  }

  @Test
  void sendsAgainWhatFindsNoRoomAndThenPutsTheBatchOff() {
    try (Door door = Door.before(node.url());
        OpenSearchStore store =
            OpenSearchStore.open(TestStores.with(door.url(), prefix, 2, SMALL))) {
      AtomicInteger refusals = new AtomicInteger(2);
      door.refuse(
          e ->
              e.getRequestURI().getPath().equals("/_bulk") && refusals.getAndDecrement() > 0
                  ? 429
                  : 0);
      write(store, SampleEvents.web(5, 1));
      assertThat(count(store)).isEqualTo(5);
      assertThat(door.bulks()).hasSize(3);

      refusals.set(3);
      List<Event> more = SampleEvents.web(10, 1).subList(5, 10);
      assertThatThrownBy(() -> write(store, more)).isInstanceOf(StoreUnavailableException.class);
      assertThat(count(store)).isEqualTo(5);

      write(store, more);
      assertThat(count(store)).isEqualTo(10);
    }
  }

  /** The node itself says that its queue is full, row by row. */
  @Test
  void aNodeUnderPressureGetsItsRowsLater() throws Exception {
    try (OpenSearchUnderTest tight =
        OpenSearchUnderTest.start(folder.resolve("tight"), "indexing_pressure.memory.limit=64kb")) {
      Bulk patient = new Bulk(200, 1 << 20, 3, Duration.ofMillis(20), Duration.ofMillis(40));
      Bulk fitting = new Bulk(5, 30_000, 8, Duration.ofMillis(20), Duration.ofMillis(500));
      List<Event> events = SampleEvents.web(200, 1);
      try (OpenSearchStore store =
          OpenSearchStore.open(TestStores.with(tight.url(), prefix, 2, patient))) {
        assertThatThrownBy(() -> write(store, events))
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("rejected");
        assertThat(count(store)).isZero();
      }
      try (OpenSearchStore store =
          OpenSearchStore.open(TestStores.with(tight.url(), prefix, 2, fitting))) {
        write(store, events);
        assertThat(count(store)).isEqualTo(200);
      }
    }
  }

  @Test
  void anEventThatTheIndexRefusesIsNamedAndTheRestGoesIn() {
    List<Event> events = SampleEvents.web(4, 1);
    try (OpenSearchStore store =
        OpenSearchStore.open(TestStores.with(node.url(), prefix, 9, Bulk.DEFAULTS))) {
      IndexNames names = new IndexNames(prefix);
      String day = names.of(SampleEvents.withJson("{}", 2));
      String other = "{\"mappings\":{\"properties\":{\"received\":{\"type\":\"boolean\"}}}}";
      assertThat(node.send("PUT", "/" + day, other)).isEqualTo(200);

      Event refused = SampleEvents.withJson("{}", 2);
      List<Event> some = List.of(events.get(0), events.get(1), refused);
      assertThatThrownBy(() -> write(store, some))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("id-2")
          .hasMessageContaining(day);
      assertThat(count(store)).isZero();

      write(store, events);
      assertThat(count(store)).isEqualTo(4);
    }
  }

  @Test
  void whatComesWhenThereAreEnoughIndicesGoesToOneForAll() {
    try (OpenSearchStore store =
        OpenSearchStore.open(TestStores.with(node.url(), prefix, 2, Bulk.DEFAULTS))) {
      List<Event> events = List.of(of("a", 0), of("b", 1), of("c", 2), of("d", 3));
      write(store, events.subList(0, 2));
      assertThat(indices()).hasSize(2).noneMatch(name -> name.endsWith("rest"));
      write(store, events.subList(2, 4));
      assertThat(indices()).hasSize(3).anyMatch(name -> name.endsWith("-rest"));
      assertThat(count(store)).isEqualTo(4);
    }
  }

  private static Event of(String source, long offset) {
    Event e = SampleEvents.withJson("{}", offset);
    return new Event(
        e.origin(), e.id(), source, e.type(), e.timeMicros(), e.receivedMillis(), e.json());
  }

  private List<String> indices() {
    return node.ask("GET", "/_cat/indices/" + prefix + "events-*?h=index", null)
        .body()
        .lines()
        .map(String::strip)
        .toList();
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForWithoutEnd() {
    try (Door door = Door.before(node.url())) {
      door.refuse(
          e -> {
            try {
              TimeUnit.SECONDS.sleep(20);
            } catch (InterruptedException interrupted) {
              Thread.currentThread().interrupt();
            }
            return 503;
          });
      OpenSearchConfig usual = TestStores.of(door.url(), prefix);
      OpenSearchConfig hasty = with(usual, null, null, null, Duration.ofMillis(300));
      long begin = System.nanoTime();
      assertThatThrownBy(() -> OpenSearchStore.open(hasty))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(15));
    }
  }

  @Test
  void aNodeThatTakesNoConnectionIsNotWaitedForWithoutEnd() throws Exception {
    try (FullDoor door = FullDoor.open()) {
      OpenSearchConfig c = TestStores.of(door.url().toString(), prefix);
      OpenSearchConfig hasty =
          new OpenSearchConfig(
              c.urls(),
              c.prefix(),
              null,
              null,
              null,
              c.shards(),
              c.replicas(),
              c.indicesMax(),
              c.bulk(),
              Duration.ofMillis(300),
              Duration.ofSeconds(60));
      long begin = System.nanoTime();
      assertThatThrownBy(() -> OpenSearchStore.open(hasty))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }
  }

  @Test
  void theUserIsNamedAndARefusalIsToldInWords() {
    String basic =
        "Basic "
            + Base64.getEncoder().encodeToString("mill:se:cret".getBytes(StandardCharsets.UTF_8));
    try (Door door = Door.before(node.url())) {
      door.refuse(e -> basic.equals(e.getRequestHeaders().getFirst("Authorization")) ? 0 : 401);
      OpenSearchConfig usual = TestStores.of(door.url(), prefix);
      Duration time = usual.requestTimeout();

      OpenSearchStore.open(with(usual, "mill", "se:cret", null, time)).close();
      assertThatThrownBy(() -> OpenSearchStore.open(with(usual, "mill", "wrong", null, time)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("opensearch.user")
          .hasMessageContaining("401");
      assertThatThrownBy(() -> with(usual, "mill", null, null, time))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("belong together");
    }
  }

  @Test
  void onlyTheNamedAuthorityIsTrusted() throws Exception {
    KeyStore ours = certificate("ours", "localhost");
    KeyStore elsewhere = certificate("elsewhere", "search.example");
    Path pem = pem(ours, "ours.pem");
    try (Door door = Door.before(node.url(), context(ours))) {
      OpenSearchConfig usual = TestStores.of(door.url(), prefix);
      Duration time = usual.requestTimeout();
      OpenSearchStore.open(with(usual, null, null, pem, time)).close();
      Path other = pem(elsewhere, "other.pem");
      for (Path authority : new Path[] {other, null}) {
        assertThatThrownBy(() -> OpenSearchStore.open(with(usual, null, null, authority, time)))
            .isInstanceOf(StoreUnavailableException.class);
      }
      Path none = Files.writeString(folder.resolve("none.pem"), "nothing");
      assertThatThrownBy(() -> OpenSearchStore.open(with(usual, null, null, none, time)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("none.pem");
    }
    try (Door door = Door.before(node.url(), context(elsewhere))) {
      OpenSearchConfig usual = TestStores.of(door.url(), prefix);
      Path theirs = pem(elsewhere, "theirs.pem");
      assertThatThrownBy(
              () -> OpenSearchStore.open(with(usual, null, null, theirs, usual.requestTimeout())))
          .isInstanceOf(StoreUnavailableException.class);
    }
  }

  private static OpenSearchConfig with(
      OpenSearchConfig c, String user, String password, Path authority, Duration time) {
    return new OpenSearchConfig(
        c.urls(),
        c.prefix(),
        user,
        password,
        authority,
        c.shards(),
        c.replicas(),
        c.indicesMax(),
        c.bulk(),
        c.connectTimeout(),
        time);
  }

  /** Made by the JDK's own tool, its own authority. */
  private KeyStore certificate(String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "it",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-ext",
                "BC=ca:true",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private Path pem(KeyStore keys, String name) throws Exception {
    String text =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getCertificate("it").getEncoded());
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void indicesHaveTheShardsAndReplicasTheyAreToldTo() throws Exception {
    OpenSearchConfig two = shaped(2, "1-3");
    try (OpenSearchStore store = OpenSearchStore.open(two)) {
      write(store, SampleEvents.web(3, 1));
      String settings = node.ask("GET", "/" + prefix + "*/_settings?flat_settings", null).body();
      JsonNode indices = new ObjectMapper().readTree(settings);
      assertThat(indices).hasSizeGreaterThanOrEqualTo(3); // events, outcomes, state
      for (JsonNode index : indices) {
        JsonNode shape = index.path("settings");
        assertThat(shape.path("index.number_of_shards").asText()).isEqualTo("2");
        assertThat(shape.path("index.auto_expand_replicas").asText()).isEqualTo("1-3");
      }
      assertThat(count(store)).isEqualTo(3);
    }
    assertThatThrownBy(() -> shaped(0, "0-1")).hasMessageContaining("opensearch.shards is 0");
    for (String wrong : List.of("1", "2-x", "-1-1", "all")) {
      assertThatThrownBy(() -> shaped(1, wrong))
          .hasMessageContaining("opensearch.replicas is '" + wrong + "'; expected");
    }
  }

  private OpenSearchConfig shaped(int shards, String replicas) {
    return new OpenSearchConfig(
        List.of(node.url()),
        prefix,
        null,
        null,
        null,
        shards,
        replicas,
        2,
        Bulk.DEFAULTS,
        Duration.ofSeconds(5),
        Duration.ofSeconds(60));
  }

  /** A port whose queue is full lets nobody in and says nothing. */
  @Test
  void givesUpToConnectInTime() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      for (int i = 0; i < 3; i++) {
        Socket one = new Socket();
        waiting.add(one);
        try {
          one.connect(full.getLocalSocketAddress(), 200);
        } catch (SocketTimeoutException e) {
          break;
        }
      }
      String url = "http://127.0.0.1:" + full.getLocalPort();

      assertThat(millisToGiveUp(url, 300)).isBetween(250L, 20_000L);
      // below a second: then the system knocks again, and may be let in or sent away
      assertThat(millisToGiveUp(url, 900)).isBetween(850L, 25_000L);
    } finally {
      for (Socket one : waiting) {
        one.close();
      }
    }
  }

  private long millisToGiveUp(String url, int connectMillis) {
    OpenSearchConfig config =
        new OpenSearchConfig(
            List.of(url),
            prefix,
            null,
            null,
            null,
            1,
            "0-1",
            2,
            Bulk.DEFAULTS,
            Duration.ofMillis(connectMillis),
            Duration.ofSeconds(60));
    long begun = System.nanoTime();
    assertThatThrownBy(() -> OpenSearchStore.open(config))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(url);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }
}
