package io.eventmill.load;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.store.Batch;
import io.eventmill.store.EventWriter;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches until the store has them: a store that is away is waited for, without end and with
 * growing pauses; an event that makes a batch fail is found by halving and becomes a failed event,
 * with its bytes if the store takes those, or else with the place where they are. Gives up only
 * when closed, and then keeps nothing of the batch.
 */
final class StoreSide {
  private static final Logger LOG = LoggerFactory.getLogger(StoreSide.class);

  private final EventWriter writer;
  private final LoadConfig config;
  private final CountDownLatch closing;
  private final Consumer<String> trouble;
  private final Runnable waiting;

  /**
   * @param closing ends a pause
   * @param trouble told why the store cannot be used, and null when it can again
   * @param waiting run before each pause
   */
  StoreSide(
      EventWriter writer,
      LoadConfig config,
      CountDownLatch closing,
      Consumer<String> trouble,
      Runnable waiting) {
    this.writer = writer;
    this.config = config;
    this.closing = closing;
    this.trouble = trouble;
    this.waiting = waiting;
  }

  /**
   * @return false when closed before the store had all of it
   * @throws PositionsMovedException when somebody else has written meanwhile
   */
  boolean write(TopicProgress progress, List<Taken> records) {
    long pause = config.retryMin().toMillis();
    while (true) {
      try {
        return attempt(progress, records);
      } catch (StoreUnavailableException e) {
        if (pause == config.retryMin().toMillis()) {
          LOG.warn("the store cannot take events now, trying again: {}", e.getMessage());
        }
        trouble.accept(e.getMessage());
      }
      waiting.run();
      if (pause(pause)) {
        return false;
      }
      pause = Math.min(pause * 2, config.retryMax().toMillis());
    }
  }

  private boolean attempt(TopicProgress progress, List<Taken> records) {
    Batch batch = progress.batch(records);
    try {
      writer.write(batch);
    } catch (StoreUnavailableException | PositionsMovedException e) {
      throw e;
    } catch (RuntimeException e) {
      return halve(progress, records, e);
    }
    progress.wrote(batch);
    trouble.accept(null);
    return true;
  }

  private boolean halve(TopicProgress progress, List<Taken> records, RuntimeException e) {
    if (records.size() > 1) {
      int half = records.size() / 2;
      return write(progress, records.subList(0, half))
          && write(progress, records.subList(half, records.size()));
    }
    Taken record = records.get(0);
    if (record.outcome() instanceof Event event) {
      LOG.warn("the store refused event {}; it goes to the failed events", event.id(), e);
      return write(progress, List.of(RecordReader.refused(record, e)));
    }
    boolean never = e instanceof IllegalArgumentException;
    if (never && record.outcome() instanceof FailedEvent failed && failed.body().length > 0) {
      LOG.warn("the store refused failed event {}; it goes in without its bytes", failed.id(), e);
      return write(progress, List.of(RecordReader.withoutBytes(record, progress.name(), e)));
    }
    // Nothing of the record can be at fault: the store is.
    throw new StoreUnavailableException("the store failed: " + e.getMessage(), e);
  }

  private boolean pause(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
