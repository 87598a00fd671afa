package io.eventmill.collect;

import io.eventmill.collect.body.Refusal;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Room on the disk that is not for new events: what was taken before needs it on its way through
 * log, job and store. Where nothing of it is left, nothing more is taken. The disk is looked at
 * many times a second, by a thread of its own, since a disk may hang.
 */
final class DiskReserve implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final String where;
  private final long bytes;
  private final LongSupplier free;
  private final ScheduledExecutorService looking;
  private volatile long found;

  /**
   * @param where for messages
   * @param free bytes that are free now
   */
  DiskReserve(String where, long bytes, LongSupplier free) {
    this.where = where;
    this.bytes = bytes;
    this.free = free;
    this.looking =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "collect-disk");
              thread.setDaemon(true);
              return thread;
            });
    look();
  }

  /** Of the disk on which this folder lies, which must be there. */
  static DiskReserve on(Path folder, long bytes) {
    DiskReserve reserve =
        new DiskReserve(folder.toString(), bytes, folder.toFile()::getUsableSpace);
    reserve.looking.scheduleWithFixedDelay(
        reserve::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return reserve;
  }

  void look() {
    found = free.getAsLong();
  }

  /** True while nothing may be taken. */
  boolean isTouched() {
    return found < bytes;
  }

  Refusal refusal() {
    String why = "the disk of " + where + " has " + found + " bytes left, " + bytes;
    return Refusal.limit(
        503, "disk_full", why + " are kept free; make room on it", bytes, "disk_reserve");
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
