package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.ReferenceSource;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookupDeskTest {
  private final AtomicLong nanos = new AtomicLong(17);
  private final Tables tables = new Tables();

  @Test
  void anAnswerHoldsForAsLongAsTheSettingSays() throws Exception {
    try (LookupDesk desk = desk(Duration.ofSeconds(10), 100)) {
      tables.rows.put("1", "ada");
      assertThat(name(desk, "1")).isEqualTo("ada");
      tables.rows.put("1", "bob");
      nanos.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
      assertThat(name(desk, "1")).isEqualTo("ada");
      nanos.addAndGet(1);
      assertThat(name(desk, "1")).isEqualTo("bob");
      assertThat(tables.questions).hasSize(2);
    }
  }

  @Test
  void withoutThatTimeEachIsAskedFor() throws Exception {
    try (LookupDesk desk = desk(Duration.ZERO, 100)) {
      assertThat(name(desk, "1")).isNull();
      tables.rows.put("1", "ada");
      assertThat(name(desk, "1")).isEqualTo("ada");
    }
  }

  @Test
  void remembersAsManyAsAreAllowedAndForgetsTheOneUsedLongestAgo() throws Exception {
    try (LookupDesk desk = desk(Duration.ofSeconds(10), 2)) {
      name(desk, "1");
      name(desk, "2");
      name(desk, "1");
      name(desk, "2");
      assertThat(tables.questions).hasSize(2);
      name(desk, "3");
      name(desk, "2");
      assertThat(tables.questions).hasSize(3);
      name(desk, "1");
      assertThat(tables.questions).hasSize(4);
    }
  }

  @Test
  void whatWaitsWhileTheDatabaseIsAwayIsAnsweredInOneQuestionWhenItIsBack() throws Exception {
    try (LookupDesk desk = desk(Duration.ofSeconds(10), 100)) {
      tables.rows.put("7", "ada");
      tables.away = true;
      CompletableFuture<Map<String, String>> first = desk.ask("1");
      while (tables.refusals < 3) {
        Thread.sleep(5);
      }
      List<CompletableFuture<Map<String, String>>> others = new ArrayList<>();
      for (int i = 2; i < 50; i++) {
        others.add(desk.ask(Integer.toString(i)));
      }
      assertThat(first).isNotDone();
      tables.away = false;
      assertThat(first.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(others.get(5).get(20, TimeUnit.SECONDS)).containsEntry("username", "ada");
      assertThat(others.get(47).get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(tables.questions).hasSize(2);
    }
  }

  @Test
  void whatIsNoOutageIsToldToWhoAsks() throws Exception {
    try (LookupDesk desk = desk(Duration.ofSeconds(10), 100)) {
      tables.problem = new IllegalArgumentException("table users has no column 'usrname'");
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> desk.ask("1").get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("no column 'usrname'");
    }
  }

  private LookupDesk desk(Duration ttl, int knownMax) {
    ReferenceSource source =
        () ->
            new ReferenceSource.Opened() {
              @Override
              public ReferenceTables tables() {
                return tables;
              }

              @Override
              public void close() {}
            };
    LookupDesk desk =
        new LookupDesk(
            source, "commerce.users", "id", List.of("username"), ttl, knownMax, nanos::get);
    desk.start();
    return desk;
  }

  private static String name(LookupDesk desk, String key) throws Exception {
    return desk.ask(key).get(20, TimeUnit.SECONDS).get("username");
  }

  /** Names by id, and what was asked. */
  private static final class Tables implements ReferenceTables {
    private final Map<String, String> rows = new HashMap<>();
    private final List<Collection<String>> questions = new ArrayList<>();
    private volatile boolean away;
    private volatile int refusals;
    private volatile RuntimeException problem;

    @Override
    public Map<String, Map<String, String>> find(
        String table, String key, Collection<String> columns, Collection<String> keys) {
      if (problem != null) {
        throw problem;
      }
      if (away) {
        refusals++;
        throw new StoreUnavailableException("away", null);
      }
      questions.add(List.copyOf(keys));
      Map<String, Map<String, String>> found = new HashMap<>();
      for (String one : keys) {
        if (rows.containsKey(one)) {
          found.put(one, Map.of("username", rows.get(one)));
        }
      }
      return found;
    }

    @Override
    public void put(String table, String key, List<Map<String, String>> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long count(String table) {
      return rows.size();
    }
  }
}
