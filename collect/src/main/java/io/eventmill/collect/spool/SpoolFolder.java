package io.eventmill.collect.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the spool's folder: holds it against other processes and takes stock of what is there. */
final class SpoolFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

  private final FileChannel lock;
  private final SpoolParts parts;
  private final long nextSequence;

  private SpoolFolder(FileChannel lock, SpoolParts parts, long nextSequence) {
    this.lock = lock;
    this.parts = parts;
    this.nextSequence = nextSequence;
  }

  SpoolParts parts() {
    return parts;
  }

  /** Behind all that was ever used. */
  long nextSequence() {
    return nextSequence;
  }

  static SpoolFolder open(SpoolConfig config) throws IOException {
    Path dir = config.dir();
    Files.createDirectories(dir);
    FileChannel lock = lock(dir);
    try {
      Progress progress = Progress.open(dir.resolve("progress"));
      List<Path> files = Segment.filesIn(dir);
      long id = progress.spoolId();
      long drained = progress.drained();
      if (id == 0) { // new, or its progress was lost: then nothing of it counts as drained
        id = idOf(files);
        drained = files.isEmpty() ? 0 : new Segment(files.get(0), 0).firstSequence() - 1;
        progress.note(id, drained);
      }
      return new Stock(id, drained).take(files, progress, dir, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path dir) throws IOException {
    FileChannel channel =
        FileChannel.open(dir.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = null;
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      LOG.debug("this process holds {} already", dir);
    }
    if (held == null) {
      channel.close();
      throw new IOException(
          "the spool in " + dir + " is in use; another collector needs a folder of its own");
    }
    return channel;
  }

  private static long idOf(List<Path> files) throws IOException {
    for (Path file : files) {
      long id = Segment.spoolId(file);
      if (id != -1) {
        return id;
      }
    }
    return new SecureRandom().nextLong() | 1;
  }

  @Override
  public void close() throws IOException {
    parts.progress().close();
    lock.close();
  }

  /** Looks through all files once. */
  private static final class Stock {
    private final long id;
    private final long drained;
    private final Recovery recovery;
    private final List<Segment> segments = new ArrayList<>();
    private long last;
    private long waiting;

    Stock(long id, long drained) {
      this.id = id;
      this.drained = drained;
      this.last = drained;
      this.recovery = new Recovery(SpoolParts.name(id), drained);
    }

    SpoolFolder take(List<Path> files, Progress progress, Path dir, FileChannel lock)
        throws IOException {
      for (Path file : files) {
        look(file);
      }
      if (waiting > 0) {
        LOG.info("{} events wait in the spool in {}", waiting, dir);
      }
      SpoolParts parts =
          new SpoolParts(
              id,
              new Backlog(segments),
              progress,
              new Origins(),
              recovery,
              new SetAside(dir),
              new AtomicLong(waiting));
      return new SpoolFolder(lock, parts, last + 1);
    }

    private void look(Path file) throws IOException {
      long size = Files.size(file);
      long waitingBefore = waiting;
      long good;
      try (SegmentReader reader = new SegmentReader(file, Math.min(size, Segment.HEAD_BYTES))) {
        SpooledBatch batch = reader.next(size);
        while (batch != null) {
          last = Math.max(last, batch.lastSequence());
          if (batch.lastSequence() > drained) {
            waiting += batch.events().size();
            recovery.waits(batch);
          }
          batch = reader.next(size);
        }
        good = reader.goodEnd();
        if (reader.damagedBytes() > 0) {
          LOG.error(
              "{} has {} damaged bytes between whole records; what stood there is lost",
              file,
              reader.damagedBytes());
        }
      }
      if (good < size) {
        LOG.warn(
            "{} ends with {} bytes of a batch that was never acknowledged; they are dropped",
            file,
            size - good);
      }
      if (waiting == waitingBefore) {
        Files.delete(file);
      } else {
        segments.add(new Segment(file, good));
      }
    }
  }
}
