package io.eventmill.load;

import io.eventmill.store.Purged;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes from the stores what is older than the pipelines say, now and then, a little at a time
 * and with pauses, so that loading and questions go on beside it. The log and the lake keep what
 * they have. If it dies here, what is too old stays a while longer and nothing else happens.
 */
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final List<Retained> rules;
  private final LoadConfig config;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicLongArray removed;
  private final String[] told;
  private final Thread thread;
  private volatile String trouble;

  private Retention(List<Retained> rules, LoadConfig config, Clock clock) {
    this.rules = List.copyOf(rules);
    this.config = config;
    this.clock = clock;
    this.removed = new AtomicLongArray(rules.size());
    this.told = new String[rules.size()];
    this.thread = new Thread(this::run, "retention");
  }

  /** Looks at once, then every so often; without rules it does nothing. */
  public static Retention start(List<Retained> rules, LoadConfig config, Clock clock) {
    Retention retention = new Retention(rules, config, clock);
    if (!rules.isEmpty()) {
      retention.thread.start();
    }
    return retention;
  }

  public List<Retained> rules() {
    return rules;
  }

  /** Rows removed by a rule since the start. */
  public long removed(int rule) {
    return removed.get(rule);
  }

  /** Why something could not be removed when it was tried last; null when all is well. */
  public String trouble() {
    return trouble;
  }

  private void run() {
    try {
      do {
        for (int rule = 0; rule < rules.size() && closing.getCount() > 0; rule++) {
          tryRule(rule);
        }
        trouble = Arrays.stream(told).filter(t -> t != null).findFirst().orElse(null);
      } while (!closing.await(config.retainEvery().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryRule(int rule) throws InterruptedException {
    Retained retained = rules.get(rule);
    try {
      boolean done = false;
      while (!done && closing.getCount() > 0) {
        Purged step = retained.step(clock.millis(), config.retainRows());
        removed.addAndGet(rule, step.rows());
        done = step.done() || closing.await(config.retainPause().toMillis(), TimeUnit.MILLISECONDS);
      }
      told[rule] = null;
    } catch (RuntimeException e) { // the next round may do better
      String why = "what is too old of " + retained.name() + " cannot be removed: ";
      if (told[rule] == null) {
        LOG.warn("{}{}", why, e.getMessage());
      }
      told[rule] = why + e.getMessage();
    }
  }

  /** Finishes the step in hand. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
