package io.eventmill.collect.spool;

import io.eventmill.collect.spool.SpoolState.Status;
import io.eventmill.event.RawEvent;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.RawWriter;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps batches on this machine's disk while the log does not answer, and brings them to the log in
 * their order when it does. A completed append survives the death of the process; after a crash
 * each of its events is on the log once. Safe for threads; one process at a time.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  private final SpoolConfig config;
  private final SpoolFolder folder;
  private final SpoolParts parts;
  private final SpoolWriter writer;
  private final Drainer drainer;
  private final Thread writerThread;
  private final Thread drainerThread;

  private Spool(SpoolConfig config, SpoolFolder folder, RawWriter log) throws IOException {
    this.config = config;
    this.folder = folder;
    this.parts = folder.parts();
    this.writer = new SpoolWriter(config, parts, folder.nextSequence());
    this.drainer = new Drainer(log, parts);
    this.writerThread = daemon(writer, "collect-spool");
    this.drainerThread = daemon(drainer, "collect-drain");
  }

  /** Finds what an earlier process has left, and goes on with it. */
  public static Spool open(SpoolConfig config, RawWriter log) throws IOException {
    Spool spool = new Spool(config, SpoolFolder.open(config), log);
    spool.writerThread.start();
    spool.tryAgainWhatWasSetAside();
    spool.drainerThread.start();
    return spool;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Keeps those events of a batch that are not on the log yet.
   *
   * @param sent what the producer knows of the batch, or null when nothing of it was sent
   * @return completes when they are synced, else with a {@link NotSpooledException}
   */
  public CompletionStage<Void> append(String topic, List<RawEvent> events, RawBatch sent) {
    if (!isWaiting()) {
      LOG.warn("the log does not answer; events are kept in the spool in {}", config.dir());
    }
    return sent == null
        ? append(topic, events, new BitSet(), null)
        : append(topic, Rest.of(events, sent));
  }

  private CompletionStage<Void> append(String topic, Rest rest) {
    return append(topic, rest.events(), rest.maybeSent(), rest.origin());
  }

  private CompletionStage<Void> append(
      String topic, List<RawEvent> events, BitSet maybeSent, Origins.Origin origin) {
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    parts.waiting().addAndGet(events.size());
    CompletableFuture<Void> kept = new CompletableFuture<>();
    CompletableFuture<Long> done = new CompletableFuture<>();
    done.whenComplete(
        (sequence, failure) -> {
          if (failure == null) {
            kept.complete(null);
          } else {
            parts.waiting().addAndGet(-events.size());
            kept.completeExceptionally(failure);
          }
        });
    writer.add(new SpoolWriter.Append(topic, events, maybeSent, origin, done));
    return kept;
  }

  /** True while events wait for the log: new ones belong behind them. */
  public boolean isWaiting() {
    return parts.waiting().get() > 0;
  }

  public SpoolState state() {
    NotSpooledException failure = writer.lastFailure();
    long waiting = parts.waiting().get();
    Status status;
    if (failure != null && waiting > 0) {
      status = failure.isFull() ? Status.FULL : Status.FAILING;
    } else if (failure != null && !failure.isFull()) {
      status = Status.FAILING;
    } else {
      status = waiting > 0 ? Status.SPOOLING : Status.OK;
    }
    return new SpoolState(
        status,
        parts.backlog().bytes(),
        config.bytesMax(),
        waiting,
        drainer.oldestMillis(),
        parts.aside().events());
  }

  private void tryAgainWhatWasSetAside() throws IOException {
    List<SpooledBatch> again = parts.aside().read();
    for (SpooledBatch batch : again) {
      BitSet all = new BitSet();
      all.set(0, batch.events().size());
      append(batch.topic(), batch.events(), all, null).toCompletableFuture().join();
    }
    parts.aside().clear();
  }

  /** Writes what was taken; what is not on the log yet waits for the next start. */
  @Override
  public void close() {
    try {
      writer.close(writerThread);
      drainerThread.interrupt();
      drainerThread.join();
      folder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("the spool in {} was not closed well: {}", config.dir(), e.toString());
    }
  }
}
