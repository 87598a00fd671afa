package io.eventmill.store.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.EventFilter;
import io.eventmill.store.Position;
import io.eventmill.store.opensearch.OpenSearchConfig.Bulk;
import io.eventmill.testkit.SampleEvents;
import io.eventmill.testkit.opensearch.OpenSearchUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster, or a proxy before it, that takes less at once than the settings say. */
class RequestSizeTest {
  @TempDir private Path folder;
  private final OpenSearchUnderTest shared = OpenSearchUnderTest.shared();
  private final String prefix = "r" + Long.toHexString(System.nanoTime()) + "-";

  @AfterEach
  void leaveNothing() {
    shared.send("DELETE", "/" + prefix + "*", null);
  }

  @Test
  void sendsLessAtOnceWhenAProxyTakesLess() {
    try (Door door = Door.before(shared.url());
        OpenSearchStore store = open(door.url())) {
      door.refuseBulksOver(20_000);
      write(store, events(0, 60, 1_000));
      assertThat(count(store)).isEqualTo(60);
      assertThat(door.bulks()).anyMatch(bytes -> bytes > 20_000);

      door.bulks().clear();
      write(store, events(60, 120, 1_000));
      assertThat(count(store)).isEqualTo(120);
      assertThat(door.bulks()).allMatch(bytes -> bytes <= 20_000); // it has learned

      assertThatThrownBy(() -> write(store, events(120, 121, 20_000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("id-120")
          .hasMessageContaining("larger than the cluster takes at once");
    }
  }

  /** A real node closes the connection before it has read such a request. */
  @Test
  void sendsLessAtOnceWhenTheNodeTakesLess() {
    try (OpenSearchUnderTest tight =
            OpenSearchUnderTest.start(folder.resolve("tight"), "http.max_content_length=200kb");
        OpenSearchStore store = open(tight.url())) {
      write(store, events(0, 60, 10_000));
      assertThat(count(store)).isEqualTo(60);

      assertThatThrownBy(() -> write(store, events(60, 61, 1_000_000)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("id-60");
      write(store, events(60, 61, 100));
      assertThat(count(store)).isEqualTo(61);
    }
  }

  private OpenSearchStore open(String url) {
    return OpenSearchStore.open(TestStores.with(url, prefix, 9, Bulk.DEFAULTS));
  }

  private static List<Event> events(int from, int to, int bytes) {
    String filler = "x".repeat(bytes);
    return IntStream.range(from, to)
        .mapToObj(i -> SampleEvents.withJson("{\"filler\":\"" + filler + "\"}", i))
        .toList();
  }

  private static void write(OpenSearchStore store, List<Event> events) {
    Map<Integer, Position> before = store.writer().positions("t");
    long next = before.isEmpty() ? 0 : before.get(0).nextOffset();
    Position after =
        new Position(new UUID(1, 2), next + events.size(), events.get(events.size() - 1).origin());
    store.writer().write(new Batch("t", events, List.of(), before, Map.of(0, after)));
  }

  private static long count(OpenSearchStore store) {
    return store.reader().count(EventFilter.ALL);
  }
}
