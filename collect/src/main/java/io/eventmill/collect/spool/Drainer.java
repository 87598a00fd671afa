package io.eventmill.collect.spool;

import io.eventmill.event.RawEvent;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.RawWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what is in the spool to the log, in its order, a chunk at a time: the next is sent when
 * the log has all of the one before and that is noted. Runs on a thread of its own until
 * interrupted.
 */
final class Drainer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Drainer.class);
  private static final long CHUNK_BYTES = 4L * 1024 * 1024;
  private static final int CHUNK_EVENTS = 10_000;
  private static final long PAUSE_MIN_MILLIS = 50;
  private static final long PAUSE_MAX_MILLIS = 1_000;

  private record Numbered(long sequence, RawEvent event) {}

  private final RawWriter log;
  private final Backlog backlog;
  private final Progress progress;
  private final Origins origins;
  private final Recovery recovery;
  private final SetAside aside;
  private final AtomicLong waiting;
  private final String spoolName;
  private volatile long oldestMillis;

  Drainer(RawWriter log, SpoolParts parts) {
    this.log = log;
    this.backlog = parts.backlog();
    this.progress = parts.progress();
    this.origins = parts.origins();
    this.recovery = parts.recovery();
    this.aside = parts.aside();
    this.waiting = parts.waiting();
    this.oldestMillis = recovery.oldestMillis();
    this.spoolName = SpoolParts.name(parts.spoolId());
  }

  /** When the oldest waiting event was accepted; -1 when none waits. */
  long oldestMillis() {
    return oldestMillis;
  }

  @Override
  public void run() {
    try {
      recover();
      while (true) {
        drain(backlog.oldest());
      }
    } catch (InterruptedException e) {
      LOG.debug("the spool's drainer ends");
    }
  }

  private void recover() throws InterruptedException {
    long pause = PAUSE_MIN_MILLIS;
    while (true) {
      try {
        recovery.look(log);
        if (recovery.foundEvents() > 0) {
          LOG.info(
              "{} spooled events are on the log already; they are not sent again",
              recovery.foundEvents());
        }
        return;
      } catch (RuntimeException e) {
        LOG.debug("the log's tail cannot be read yet", e);
        Thread.sleep(pause);
        pause = Math.min(PAUSE_MAX_MILLIS, 2 * pause);
      }
    }
  }

  private void drain(Segment segment) throws InterruptedException {
    long pause = PAUSE_MIN_MILLIS;
    long from = Segment.HEAD_BYTES;
    while (true) {
      try (SegmentReader reader = new SegmentReader(segment.file(), from)) {
        long synced = backlog.moreOrRemove(segment, from);
        while (synced >= 0) {
          deliver(chunk(reader, synced));
          from = reader.position();
          synced = backlog.moreOrRemove(segment, from);
        }
        return;
      } catch (IOException e) {
        stopIfInterrupted();
        LOG.error("cannot drain {}; it is tried again", segment.file(), e);
        Thread.sleep(pause);
        pause = Math.min(PAUSE_MAX_MILLIS, 2 * pause);
      }
    }
  }

  /** An interrupt also closes the file that is in use, which looks like a failure of it. */
  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }

  private List<SpooledBatch> chunk(SegmentReader reader, long synced) throws IOException {
    List<SpooledBatch> chunk = new ArrayList<>();
    int events = 0;
    long begin = reader.position();
    while (events < CHUNK_EVENTS && reader.position() - begin < CHUNK_BYTES) {
      SpooledBatch batch = reader.next(synced);
      if (batch == null) {
        break;
      }
      if (batch.lastSequence() > progress.drained()) {
        chunk.add(batch);
        events += batch.events().size();
      }
    }
    return chunk;
  }

  private void deliver(List<SpooledBatch> chunk) throws InterruptedException {
    if (chunk.isEmpty()) {
      return;
    }
    oldestMillis = chunk.get(0).events().get(0).receivedMillis();
    long events = 0;
    for (int i = 0; i < chunk.size(); ) {
      String topic = chunk.get(i).topic();
      List<Numbered> left = new ArrayList<>();
      for (; i < chunk.size() && chunk.get(i).topic().equals(topic); i++) {
        left.addAll(notOnLog(chunk.get(i)));
        events += chunk.get(i).events().size();
      }
      send(topic, left);
    }
    long last = chunk.get(chunk.size() - 1).lastSequence();
    try {
      progress.note(progress.spoolId(), last);
    } catch (IOException e) {
      stopIfInterrupted();
      // Known in memory; the next note, or after a crash the log's tail, makes up for it.
      LOG.error("cannot note how far the spool is drained", e);
    }
    chunk.forEach(batch -> origins.forget(batch.firstSequence()));
    if (waiting.addAndGet(-events) == 0) {
      oldestMillis = -1;
      LOG.info("the spool is empty again: what waited in it is on the log");
    }
  }

  private List<Numbered> notOnLog(SpooledBatch batch) throws InterruptedException {
    BitSet written = origins.written(batch.firstSequence());
    List<Numbered> left = new ArrayList<>();
    for (int i = 0; i < batch.events().size(); i++) {
      long sequence = batch.firstSequence() + i;
      if (!written.get(i) && !recovery.isOnLog(sequence) && sequence > progress.drained()) {
        left.add(new Numbered(sequence, batch.events().get(i)));
      }
    }
    return left;
  }

  private void send(String topic, List<Numbered> events) throws InterruptedException {
    List<Numbered> left = events;
    long pause = PAUSE_MIN_MILLIS;
    while (!left.isEmpty()) {
      List<Numbered> now = left;
      RawBatch batch =
          log.send(
              topic,
              now.stream().map(Numbered::event).toList(),
              i -> spoolName + ":" + now.get(i).sequence());
      String why = "";
      try {
        batch.done().toCompletableFuture().get();
      } catch (ExecutionException e) {
        why = String.valueOf(e.getCause());
      }
      left = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        boolean over =
            batch.isWritten(i)
                || (batch.isRefusedForGood(i) && aside.put(topic, now.get(i).event(), why));
        if (!over) {
          left.add(now.get(i));
        }
      }
      if (left.size() == now.size()) {
        Thread.sleep(pause);
        pause = Math.min(PAUSE_MAX_MILLIS, 2 * pause);
      }
    }
  }
}
