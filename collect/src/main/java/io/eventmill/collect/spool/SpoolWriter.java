package io.eventmill.collect.spool;

import io.eventmill.event.RawEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is waiting in one go and syncs once for all of it, on a thread of its own: the slower
 * the disk, the more batches share a sync. What did not fit or could not be written is told so, and
 * leaves no trace in the file.
 */
final class SpoolWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
  private static final int GROUP_MAX = 4096;

  /** A batch on its way to the disk; its future completes when it is synced. */
  record Append(
      String topic,
      List<RawEvent> events,
      BitSet maybeSent,
      Origins.Origin origin,
      CompletableFuture<Long> done) {}

  private final SpoolConfig config;
  private final long spoolId;
  private final Backlog backlog;
  private final Origins origins;
  private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
  private final BatchRecord record = new BatchRecord();
  private long nextSequence;
  private Segment active;
  private FileChannel channel;
  private volatile NotSpooledException lastFailure;
  private volatile boolean closing;

  SpoolWriter(SpoolConfig config, SpoolParts parts, long nextSequence) {
    this.config = config;
    this.spoolId = parts.spoolId();
    this.backlog = parts.backlog();
    this.origins = parts.origins();
    this.nextSequence = nextSequence;
  }

  /** How the last batch failed; null when it was kept. */
  NotSpooledException lastFailure() {
    return lastFailure;
  }

  void add(Append append) {
    queue.add(append);
    if (closing && queue.remove(append)) {
      append.done.completeExceptionally(new NotSpooledException("the collector stops", false));
    }
  }

  /** What was added before is still written; then the thread ends. */
  void close(Thread thread) throws InterruptedException {
    closing = true;
    queue.add(new Append(null, List.of(), null, null, new CompletableFuture<>()));
    thread.join();
  }

  @Override
  public void run() {
    List<Append> group = new ArrayList<>();
    while (true) {
      try {
        group.clear();
        group.add(queue.take());
        queue.drainTo(group, GROUP_MAX);
        boolean last = group.removeIf(append -> append.topic == null);
        write(group);
        if (last) {
          closeChannel();
          return;
        }
      } catch (InterruptedException e) {
        LOG.warn("the spool's writer goes on: only closing the spool ends it");
      }
    }
  }

  private void write(List<Append> group) {
    backlog.writing();
    List<Append> kept = new ArrayList<>(group.size());
    List<Long> sequences = new ArrayList<>(group.size());
    long synced = 0;
    try {
      if (!group.isEmpty() && needsSegment()) {
        startSegment();
      }
      for (Append append : group) {
        ByteBuffer bytes =
            record.encode(
                new SpooledBatch(nextSequence, append.topic, append.events, append.maybeSent));
        if (fits(bytes.remaining())) {
          Segment.writeFully(channel, bytes);
          kept.add(append);
          sequences.add(nextSequence);
          if (append.origin != null) { // before the drainer gets to see the batch
            origins.put(nextSequence, append.origin);
          }
          nextSequence += append.events.size();
        } else {
          fail(append, full(bytes.remaining()));
        }
      }
      if (!kept.isEmpty()) {
        channel.force(false);
        synced = channel.position();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("cannot write to the spool in {}; batches are refused", config.dir(), e);
      String why = "the spool's disk fails: " + e.getMessage();
      group.forEach(append -> fail(append, new NotSpooledException(why, false)));
      kept.clear();
      sequences.forEach(origins::forget);
      takeBack();
    }
    backlog.written(synced);
    for (int i = 0; i < kept.size(); i++) {
      lastFailure = null;
      kept.get(i).done.complete(sequences.get(i));
    }
  }

  private boolean needsSegment() {
    return channel == null || !backlog.has(active) || active.length() >= config.segmentBytes();
  }

  private void startSegment() throws IOException {
    closeChannel();
    Segment next = new Segment(Segment.name(config.dir(), nextSequence), Segment.HEAD_BYTES);
    channel = Segment.create(next.file(), spoolId);
    active = next;
    backlog.add(next);
  }

  private boolean fits(int more) throws IOException {
    long unsynced = channel.position() - active.length();
    return backlog.bytes() + unsynced + more <= config.bytesMax();
  }

  private NotSpooledException full(int more) {
    return new NotSpooledException(
        "the spool is full: it holds "
            + backlog.bytes()
            + " bytes, "
            + more
            + " more would pass its limit of "
            + config.bytesMax(),
        true);
  }

  private void fail(Append append, NotSpooledException failure) {
    lastFailure = failure;
    append.done.completeExceptionally(failure);
  }

  /** What was written of a failed group must not be there when the next one succeeds. */
  private void takeBack() {
    if (channel == null) {
      return;
    }
    try {
      channel.truncate(active.length());
      channel.position(active.length());
    } catch (IOException e) {
      LOG.error("cannot take back a failed write to {}; it is left as it is", active.file(), e);
      nextSequence++; // the next file must not have the name of this one
      closeChannel();
    }
  }

  private void closeChannel() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("cannot close {}: {}", active.file(), e.toString());
      }
      channel = null;
    }
  }
}
