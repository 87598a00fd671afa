package io.eventmill.app.mill;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * The folder under which everything lies. Held by one process at a time: two brokers over one log
 * would ruin it. The operating system drops the lock when the process dies.
 */
public final class DataFolder implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");

  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  public static DataFolder hold(Path root) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    Files.createDirectories(absolute);
    FileChannel channel =
        FileChannel.open(
            absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new UseException(
          "another Eventmill holds "
              + absolute
              + "; stop it, or give this one a folder of its own with --data DIR"
              + " (and ports of its own: --port 0 --kafka-port 0 --flink-port 0)");
    }
    return new DataFolder(absolute, channel);
  }

  /** Whether a process works in the folder now. */
  public static boolean isHeld(Path root) throws IOException {
    Path lock = root.resolve("lock");
    if (!Files.exists(lock)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return !locked(channel);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // held by this very process
      return false;
    }
  }

  public Path broker() {
    return root.resolve("broker");
  }

  public Path flink() {
    return root.resolve("flink");
  }

  public Path store() {
    return root.resolve("store");
  }

  public Path spool() {
    return root.resolve("spool");
  }

  public Path schemas() {
    return root.resolve("schemas");
  }

  /**
   * Where a lake lies.
   *
   * @param to as the pipeline file says: an address, or a path, which lies below this folder unless
   *     it begins with a slash
   */
  URI lake(String to) {
    return lake(root, to);
  }

  /** The same for who does not hold the folder. */
  static URI lake(Path data, String to) {
    return ADDRESS.matcher(to).lookingAt() ? URI.create(to) : data.resolve(to).toUri();
  }

  /** Emptied at each start. */
  Path lakeScratch() {
    return flink().resolve("scratch").resolve("lake");
  }

  public Path pipelines() {
    return root.resolve("pipelines");
  }

  public Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
