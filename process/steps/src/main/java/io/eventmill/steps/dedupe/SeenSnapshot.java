package io.eventmill.steps.dedupe;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link SeenIds} remembered at one moment, for a checkpoint: never changes afterwards. 24
 * bytes per id, and a few per 512.
 */
public final class SeenSnapshot {
  static final SeenSnapshot EMPTY = new SeenSnapshot(Long.MIN_VALUE, 0, 0, List.of());

  private final long clock;
  private final long first;
  private final long next;
  private final List<Part> parts;

  /** A chunk with its clock as it was then. */
  private record Part(SeenChunk chunk, long clock) {}

  interface Reader {
    void id(long high, long low, long received, long clock);
  }

  private SeenSnapshot(long clock, long first, long next, List<Part> parts) {
    this.clock = clock;
    this.first = first;
    this.next = next;
    this.parts = parts;
  }

  static SeenSnapshot of(SeenLog log, long clock) {
    List<Part> parts = new ArrayList<>();
    for (long i = log.first(); i < log.next(); i = start(i) + SeenChunk.IDS) {
      SeenChunk chunk = log.chunkOf(i);
      parts.add(new Part(chunk, chunk.clock()));
    }
    return new SeenSnapshot(clock, log.first(), log.next(), parts);
  }

  /** How many ids. */
  public int size() {
    return (int) (next - first);
  }

  /** The partition's clock, see {@link SeenIds#clock}. */
  public long clock() {
    return clock;
  }

  long first() {
    return first;
  }

  /** Tells all ids but the oldest ones, in order. */
  void replay(long skipped, Reader reader) {
    for (long i = first + skipped; i < next; i++) {
      Part part = parts.get(partOf(i));
      int in = (int) (i - start(i));
      SeenChunk chunk = part.chunk();
      reader.id(chunk.high(in), chunk.low(in), chunk.received(in), part.clock());
    }
  }

  public void write(DataOutput out) throws IOException {
    out.writeLong(clock);
    out.writeLong(first);
    out.writeLong(next);
    for (long i = first; i < next; i = start(i) + SeenChunk.IDS) {
      Part part = parts.get(partOf(i));
      int from = (int) (i - start(i));
      int to = (int) Math.min(SeenChunk.IDS, next - start(i));
      out.writeLong(part.clock());
      out.write(part.chunk().bytes, from * SeenChunk.ID_BYTES, (to - from) * SeenChunk.ID_BYTES);
    }
  }

  public static SeenSnapshot read(DataInput in) throws IOException {
    long clock = in.readLong();
    long first = in.readLong();
    long next = in.readLong();
    if (first < 0 || next < first || next - first > SeenWindow.IDS_MAX_LIMIT) {
      throw new IOException("remembered ids from " + first + " to " + next + ": damaged");
    }
    List<Part> parts = new ArrayList<>();
    for (long i = first; i < next; i = start(i) + SeenChunk.IDS) {
      int from = (int) (i - start(i));
      int to = (int) Math.min(SeenChunk.IDS, next - start(i));
      SeenChunk chunk = new SeenChunk();
      long chunkClock = in.readLong();
      in.readFully(chunk.bytes, from * SeenChunk.ID_BYTES, (to - from) * SeenChunk.ID_BYTES);
      parts.add(new Part(chunk, chunkClock));
    }
    return new SeenSnapshot(clock, first, next, parts);
  }

  private int partOf(long number) {
    return (int) ((number >> SeenChunk.SHIFT) - (first >> SeenChunk.SHIFT));
  }

  private static long start(long number) {
    return number & -SeenChunk.IDS;
  }
}
