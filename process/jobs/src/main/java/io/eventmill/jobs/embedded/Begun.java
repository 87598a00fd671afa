package io.eventmill.jobs.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest run of a job and the rules it had: a file beside the checkpoints, on disk before the
 * run writes its first result. If the process dies, the next one knows what may have been written.
 *
 * @param run Flink's id of it
 */
record Begun(String run, String rules) {
  private static final Logger LOG = LoggerFactory.getLogger(Begun.class);
  private static final String FILE = "newest-run";

  /** Null when no run has begun here. */
  static Begun read(Path dir) {
    Path file = dir.resolve(FILE);
    try {
      String text = Files.readString(file);
      int line = text.indexOf('\n');
      return new Begun(text.substring(0, Math.max(0, line)), text.substring(line + 1));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      LOG.error("{} cannot be read ({}): the newest rules hold at once", file, e.toString());
      return null;
    }
  }

  void write(Path dir) {
    try {
      Files.createDirectories(dir);
      Path half = dir.resolve(FILE + ".new");
      ByteBuffer bytes = ByteBuffer.wrap((run + "\n" + rules).getBytes(StandardCharsets.UTF_8));
      try (FileChannel file =
          FileChannel.open(
              half,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          half,
          dir.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder = FileChannel.open(dir, StandardOpenOption.READ)) {
        folder.force(true); // the name, too
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot note the run's rules in " + dir, e);
    }
  }
}
