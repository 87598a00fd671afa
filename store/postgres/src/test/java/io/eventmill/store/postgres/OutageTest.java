package io.eventmill.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.ResultRow;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.testkit.PostgresUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away under a writer that keeps to the port's rules, and comes back. */
@Timeout(180)
class OutageTest {
  private static final String TOPIC = "attributed-checkouts";
  private static final int BATCH = 40;
  @TempDir Path folder;

  @Test
  void stoppedWhileItIsWrittenNothingIsMissingOrTwice() throws Exception {
    goesAwayTwice(PostgresUnderTest::stop);
  }

  @Test
  void killedWhileItIsWrittenNothingIsMissingOrTwice() throws Exception {
    goesAwayTwice(PostgresUnderTest::kill);
  }

  private void goesAwayTwice(Consumer<PostgresUnderTest> away) throws Exception {
    try (PostgresUnderTest postgres = PostgresUnderTest.start(folder);
        PostgresStore store = PostgresStore.open(config(postgres))) {
      Writing writing = new Writing(store);
      Thread thread = new Thread(writing, "writing");
      thread.start();
      for (int round = 0; round < 2; round++) {
        long seen = writing.next.get();
        await(() -> writing.next.get() > seen + 10 * BATCH);
        int waited = writing.waited.get();
        away.accept(postgres);
        await(() -> writing.waited.get() > waited + 2);
        postgres.start();
      }
      writing.enough = true;
      thread.join();

      long rows = writing.next.get();
      assertThat(store.writer().positions(TOPIC).get(0).nextOffset()).isEqualTo(rows);
      assertThat(store.results().count("n", "v1")).isEqualTo(rows);
      assertThat(store.results().sum("n", "v1", Map.of(), 0, Long.MAX_VALUE))
          .isEqualTo(rows * (rows - 1) / 2);
    }
  }

  @Test
  void aDatabaseThatIsAwayAtTheStartIsSaidToBeSo() {
    try (PostgresUnderTest postgres = PostgresUnderTest.start(folder)) {
      postgres.stop();
      assertThatThrownBy(() -> PostgresStore.open(config(postgres)))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(postgres.url());
      postgres.start();
      PostgresStore.open(config(postgres)).close();
    }
  }

  private static PostgresConfig config(PostgresUnderTest postgres) {
    return PostgresConfig.at(
        postgres.url(), "postgres", null, "commerce", PostgresConfig.Tls.PREFER);
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(10);
    }
  }

  /** Writes rows 0, 1, 2 … and goes on from where the store says it stands. */
  private static final class Writing implements Runnable {
    private final PostgresStore store;
    private final AtomicLong next = new AtomicLong();
    private final AtomicInteger waited = new AtomicInteger();
    private volatile boolean enough;

    Writing(PostgresStore store) {
      this.store = store;
    }

    @Override
    public void run() {
      Map<Integer, Position> stands = Map.of();
      while (!enough) {
        try {
          if (stands == null) {
            stands = store.writer().positions(TOPIC);
            next.set(stands.get(0).nextOffset());
          }
          List<ResultRow> rows = new ArrayList<>();
          for (long n = next.get(); n < next.get() + BATCH; n++) {
            String json = "{\"checkout_id\":\"" + n + "\",\"count\":" + n + "}";
            rows.add(new ResultRow("n", "v1", Long.toString(n), n, json.getBytes(UTF_8)));
          }
          Map<Integer, Position> after =
              Map.of(0, new Position(new UUID(1, 2), next.get() + BATCH, null));
          store.writer().write(Batch.ofRows(TOPIC, rows, stands, after));
          stands = after;
          next.addAndGet(BATCH);
        } catch (StoreUnavailableException e) {
          waited.incrementAndGet();
          pause();
        } catch (PositionsMovedException e) { // the answer to a commit was lost
          stands = null;
        }
      }
    }

    private static void pause() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
