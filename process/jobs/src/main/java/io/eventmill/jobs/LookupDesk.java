package io.eventmill.jobs;

import io.eventmill.store.ReferenceSource;
import io.eventmill.store.ReferenceTables;
import io.eventmill.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers for rows of one reference table, on a thread of its own: what waits is asked for in one
 * question, and an answer holds for a while. When the database is away it tries again until it
 * answers: who asks waits, nothing is lost. How many wait is bounded by those who ask.
 */
final class LookupDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LookupDesk.class);
  private static final int KEYS_PER_QUESTION = 500;
  private static final long PAUSE_MILLIS_MIN = 100;
  private static final long PAUSE_MILLIS_MAX = 5_000;

  private final ReferenceSource source;
  private final String table;
  private final String keyColumn;
  private final List<String> columns;
  private final long ttlNanos;
  private final LongSupplier nanos;
  private final Map<String, Known> known;
  private final BlockingQueue<Ask> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;
  private ReferenceSource.Opened opened; // by the thread alone; null until there is a first answer

  private record Ask(String key, CompletableFuture<Map<String, String>> answer) {}

  private record Known(Map<String, String> row, long atNanos) {}

  /**
   * @param ttl how long an answer holds; zero: each is asked for
   * @param knownMax answers that are remembered; above it the one used longest ago goes
   */
  LookupDesk(
      ReferenceSource source,
      String table,
      String keyColumn,
      List<String> columns,
      Duration ttl,
      int knownMax,
      LongSupplier nanos) {
    this.source = source;
    this.table = table;
    this.keyColumn = keyColumn;
    this.columns = List.copyOf(columns);
    this.ttlNanos = ttl.toNanos();
    this.nanos = nanos;
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > knownMax;
          }
        };
    this.thread = new Thread(this::answerAll, "lookup " + table);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The row of this key, by column; empty when there is none. Safe for threads. */
  CompletableFuture<Map<String, String>> ask(String key) {
    Ask ask = new Ask(key, new CompletableFuture<>());
    waiting.add(ask);
    return ask.answer();
  }

  /**
   * As {@link #ask}, for who does not wait longer than that.
   *
   * @return null when there was no answer in time
   */
  CompletableFuture<Map<String, String>> ask(String key, Duration within) {
    Ask ask = new Ask(key, new CompletableFuture<>());
    waiting.add(ask);
    ask.answer().completeOnTimeout(null, within.toMillis(), TimeUnit.MILLISECONDS);
    return ask.answer()
        .whenComplete(
            (row, problem) -> {
              if (row == null) {
                waiting.remove(ask); // or what nobody waits for would pile up
              }
            });
  }

  private void answerAll() {
    List<Ask> asked = new ArrayList<>();
    try {
      while (!closed) {
        asked.clear();
        asked.add(waiting.take());
        waiting.drainTo(asked, KEYS_PER_QUESTION - 1);
        answer(asked);
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException e) { // no outage: whoever asked has to know
      closed = true;
      asked.addAll(waiting);
      asked.forEach(a -> a.answer().completeExceptionally(e));
    } finally {
      if (opened != null) {
        opened.close();
      }
    }
  }

  private void answer(List<Ask> asked) throws InterruptedException {
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (Ask ask : asked) {
      Known before = known.get(ask.key());
      if (before != null && nanos.getAsLong() - before.atNanos() < ttlNanos) {
        rows.put(ask.key(), before.row());
      } else {
        unknown.add(ask.key());
      }
    }
    if (!unknown.isEmpty()) {
      long askedAt = nanos.getAsLong();
      Map<String, Map<String, String>> found = find(unknown);
      for (String key : unknown) {
        Map<String, String> row = found.getOrDefault(key, Map.of());
        rows.put(key, row);
        known.put(key, new Known(row, askedAt));
      }
    }
    asked.forEach(a -> a.answer().complete(rows.get(a.key())));
  }

  private Map<String, Map<String, String>> find(Set<String> keys) throws InterruptedException {
    long pause = PAUSE_MILLIS_MIN;
    for (boolean told = false; ; told = true) {
      try {
        return tables().find(table, keyColumn, columns, keys);
      } catch (StoreUnavailableException e) {
        if (!told) {
          LOG.warn("Rows of {} cannot be looked up, events wait: {}", table, e.getMessage());
        }
        Thread.sleep(pause);
        pause = Math.min(2 * pause, PAUSE_MILLIS_MAX);
      }
    }
  }

  private ReferenceTables tables() {
    if (opened == null) {
      opened = source.open();
    }
    return opened.tables();
  }

  /** Those who still wait get no answer: their events are in the checkpoint. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join(PAUSE_MILLIS_MAX);
  }
}
