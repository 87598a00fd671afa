package io.eventmill.app.batch;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.eventmill.app.mill.UseException;
import io.eventmill.pipeline.Pipeline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one batch lies: {@code result} is the finished one, {@code new} the one that is being made.
 * A result is there whole or not at all; who dies leaves {@code new}, which the next one empties,
 * or, between two renames, an {@code old} without a result, which whoever holds the folder next
 * puts right. Held by one process at a time.
 */
public final class BatchFolder implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path root;
  private final FileChannel lock;

  private BatchFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * What a finished batch says of itself.
   *
   * @param pipeline its file's text
   * @param input the lake or the files that it read
   * @param read what these are: {@code raw}, {@code enriched} or {@code files}; null for one of an
   *     earlier release
   * @param finished ISO 8601
   */
  public record About(
      String name,
      String pipeline,
      List<String> input,
      String read,
      String finished,
      BatchReport report) {
    public About {
      input = List.copyOf(input);
    }

    /**
     * @throws UseException when another pipeline file made the result
     */
    public void requireOf(Pipeline file) {
      if (!pipeline.equals(file.yaml())) {
        throw new UseException(
            "the batch was made by another text of the pipeline file "
                + name
                + "; run the batch again, or give the file that made it");
      }
    }
  }

  /**
   * One with a result.
   *
   * @throws UseException when there is none of this name
   */
  public static BatchFolder finished(Path data, String name) throws IOException {
    UseException none =
        new UseException(
            "there is no finished batch in "
                + root(data, name)
                + "; ./eventmill batch PIPELINE makes one");
    if (!Files.isDirectory(root(data, name))) {
      throw none;
    }
    BatchFolder folder = hold(data, name);
    if (!Files.exists(folder.result().resolve("batch.json"))) {
      folder.close();
      throw none;
    }
    delete(folder.comparing()); // of one that died
    return folder;
  }

  private static Path root(Path data, String name) {
    return data.toAbsolutePath().normalize().resolve("batch").resolve(name);
  }

  /**
   * @param data the folder under which everything lies
   */
  public static BatchFolder hold(Path data, String name) throws IOException {
    Path root = root(data, name);
    Files.createDirectories(root);
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(channel)) {
      channel.close();
      throw new UseException(
          "another process works on the batch " + root + "; wait for it, or give --name");
    }
    BatchFolder folder = new BatchFolder(root, channel);
    folder.mend();
    return folder;
  }

  /**
   * Who died while a new result took the place of an earlier one has left both, and the new one
   * whole.
   */
  private void mend() throws IOException {
    if (!Files.exists(result()) && Files.exists(old())) {
      boolean isWhole = Files.exists(fresh().resolve("batch.json"));
      Files.move(isWhole ? fresh() : old(), result(), StandardCopyOption.ATOMIC_MOVE);
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

  /** Empties what a batch that died has left, for a new one. */
  public void begin() throws IOException {
    delete(fresh());
    delete(old());
    Files.createDirectories(fresh());
  }

  /** Of the batch. */
  public String name() {
    return root.getFileName().toString();
  }

  Path newStore() {
    return fresh().resolve("store");
  }

  Path scratch() {
    return fresh().resolve("flink");
  }

  /** Makes what has been written the result, in the place of an earlier one. */
  void finish(About about) throws IOException {
    delete(scratch());
    Files.createFile(fresh().resolve("lock")); // a data folder, for who asks it in SQL
    JSON.writerWithDefaultPrettyPrinter().writeValue(fresh().resolve("batch.json").toFile(), about);
    if (Files.exists(result())) {
      Files.move(result(), old(), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(fresh(), result(), StandardCopyOption.ATOMIC_MOVE);
    delete(old());
  }

  /**
   * @throws UseException when there is no finished batch
   */
  public About about() throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(result().resolve("batch.json")), About.class);
    } catch (NoSuchFileException e) {
      throw new UseException(
          "there is no finished batch in " + root + "; ./eventmill batch PIPELINE makes one");
    }
  }

  /** The store of the finished batch. */
  public Path store() {
    return result().resolve("store");
  }

  /** For what a comparison puts on disk; emptied when this is closed. */
  public Path comparing() {
    return root.resolve("comparing");
  }

  private Path fresh() {
    return root.resolve("new");
  }

  private Path old() {
    return root.resolve("old");
  }

  private Path result() {
    return root.resolve("result");
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      delete(comparing());
    }
  }
}
