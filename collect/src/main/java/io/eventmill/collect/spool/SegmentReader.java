package io.eventmill.collect.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads the records of a segment one after the other. Where one is damaged, it goes on with the
 * next that is whole: a bad spot on the disk costs no more than what stood on it.
 */
final class SegmentReader implements Closeable {
  private static final int SEARCH_BYTES = 1 << 16;

  private final FileChannel channel;
  private long position;
  private long goodEnd;
  private long damaged;

  SegmentReader(Path file, long from) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    position = from;
    goodEnd = from;
  }

  /** Where the next record begins. */
  long position() {
    return position;
  }

  /** Where the last whole record ends. */
  long goodEnd() {
    return goodEnd;
  }

  /** Bytes that were no record, and had whole records behind them. */
  long damagedBytes() {
    return damaged;
  }

  /** The next batch that ends at or before {@code limit}; null when there is none. */
  SpooledBatch next(long limit) throws IOException {
    long at = position;
    while (at < limit) {
      SpooledBatch batch = recordAt(at, limit);
      if (batch != null) {
        damaged += at - goodEnd;
        goodEnd = position;
        return batch;
      }
      at = nextMagic(at + 1, limit);
    }
    position = limit;
    return null;
  }

  private SpooledBatch recordAt(long at, long limit) throws IOException {
    if (limit - at < BatchRecord.HEADER_BYTES) {
      return null;
    }
    ByteBuffer header = ByteBuffer.allocate(BatchRecord.HEADER_BYTES);
    Segment.readFully(channel, header, at);
    int length = header.getInt(4);
    long end = at + BatchRecord.HEADER_BYTES + length;
    if (header.hasRemaining()
        || header.getInt(0) != BatchRecord.MAGIC
        || length <= 0
        || end > limit) {
      return null;
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    Segment.readFully(channel, payload, at + BatchRecord.HEADER_BYTES);
    if (payload.hasRemaining() || BatchRecord.crc(length, payload.array(), 0) != header.getInt(8)) {
      return null;
    }
    position = end;
    return BatchRecord.decode(payload.flip());
  }

  private long nextMagic(long from, long limit) throws IOException {
    for (long at = from; at + 4 <= limit; at += SEARCH_BYTES - 3) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(SEARCH_BYTES, limit - at));
      Segment.readFully(channel, bytes, at);
      for (int i = 0; i + 4 <= bytes.position(); i++) {
        if (bytes.getInt(i) == BatchRecord.MAGIC) {
          return at + i;
        }
      }
    }
    return limit;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
