package io.eventmill.collect.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One file of the spool: a head with the spool's id, then records. Named after its first sequence,
 * so that names sort as the events do.
 */
final class Segment {
  static final int HEAD_BYTES = 16;
  private static final long MAGIC = 0xff45_4d53_504f_4f4cL; // "\xffEMSPOOL"
  private static final String ENDING = ".spool";

  private final Path file;

  /** How much of the file is synced: what stands behind it nobody was told of. */
  private long length;

  Segment(Path file, long length) {
    this.file = file;
    this.length = length;
  }

  Path file() {
    return file;
  }

  long length() {
    return length;
  }

  void length(long synced) {
    length = synced;
  }

  static Path name(Path dir, long firstSequence) {
    return dir.resolve(String.format(Locale.ROOT, "%019d%s", firstSequence, ENDING));
  }

  long firstSequence() {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
  }

  static List<Path> filesIn(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /** Writes the head and syncs file and folder, so that the file is there after a crash. */
  static FileChannel create(Path file, long spoolId) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      writeFully(channel, ByteBuffer.allocate(HEAD_BYTES).putLong(MAGIC).putLong(spoolId).flip());
      channel.force(true);
      syncFolder(file.getParent());
      return channel;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** The id of the spool a file belongs to; -1 when its head was not written whole. */
  static long spoolId(Path file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      readFully(channel, head, 0);
    }
    return head.hasRemaining() || head.getLong(0) != MAGIC ? -1 : head.getLong(8);
  }

  static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      // In pieces: for each size it is given, the JDK keeps a direct buffer of that size.
      bytes.limit(Math.min(end, bytes.position() + (1 << 17)));
      channel.write(bytes);
    }
  }

  /** Reads until the buffer is full or the file ends. */
  static void readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
    long at = from;
    int n = 0;
    while (into.hasRemaining() && n >= 0) {
      n = channel.read(into, at);
      at += Math.max(0, n);
    }
  }

  static void syncFolder(Path dir) throws IOException {
    try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
