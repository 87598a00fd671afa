package io.eventmill.collect.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * How far the spool is on the log, on disk. Two slots are written in turn, so that a crash while
 * one is written leaves the other. For one thread.
 */
final class Progress implements AutoCloseable {
  private static final int SLOT_BYTES = 32;

  /** Slots lie in blocks of their own: a torn write does not reach the other. */
  private static final int SLOT_DISTANCE = 4096;

  private final FileChannel channel;
  private long spoolId;
  private long drained;
  private int turn;

  private Progress(FileChannel channel) {
    this.channel = channel;
  }

  static Progress open(Path file) throws IOException {
    Progress progress =
        new Progress(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    progress.read(0);
    progress.read(1);
    return progress;
  }

  /** 0 when nothing was noted yet. */
  long spoolId() {
    return spoolId;
  }

  /** All events up to this sequence are on the log; 0 = none. */
  long drained() {
    return drained;
  }

  void note(long id, long sequence) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES).putLong(id).putLong(sequence);
    slot.putInt(crc(slot.array())).rewind();
    turn = 1 - turn;
    while (slot.hasRemaining()) {
      channel.write(slot, (long) turn * SLOT_DISTANCE + slot.position());
    }
    channel.force(false);
    spoolId = id;
    drained = sequence;
  }

  private void read(int which) throws IOException {
    ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    Segment.readFully(channel, slot, (long) which * SLOT_DISTANCE);
    boolean whole = !slot.hasRemaining() && slot.getInt(16) == crc(slot.array());
    if (whole && slot.getLong(0) != 0 && slot.getLong(8) >= drained) {
      spoolId = slot.getLong(0);
      drained = slot.getLong(8);
      turn = which;
    }
  }

  private static int crc(byte[] slot) {
    CRC32C crc = new CRC32C();
    crc.update(slot, 0, 16);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
