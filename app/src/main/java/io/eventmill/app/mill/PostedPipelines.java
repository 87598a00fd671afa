package io.eventmill.app.mill;

import io.eventmill.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pipeline files that were given over HTTP, in the data folder: they hold after a restart, too,
 * until the file that they took the place of is changed. The newest change wins. A file is whole or
 * not there, also when the process dies while it is written.
 */
final class PostedPipelines {
  private static final Logger LOG = LoggerFactory.getLogger(PostedPipelines.class);

  private final Path folder;

  PostedPipelines(Path folder) {
    this.folder = folder;
  }

  /** The pipeline to run: the one that was posted in place of this file as it is now, or this. */
  Pipeline newest(Pipeline file) {
    Path posted = folder.resolve(file.name() + ".yaml");
    try {
      if (!Files.exists(posted)) {
        return file;
      }
      String text = Files.readString(posted);
      int line = text.indexOf('\n');
      if (line < 0 || !text.substring(0, line).equals(firstLine(file.yaml()))) {
        LOG.info(
            "Pipeline {}: its file has changed since one was posted; the file holds", file.name());
        return file;
      }
      PipelineCheck check = PipelineCheck.of(text.substring(line + 1), file.folder());
      if (!check.problems().isEmpty() || !FixedParts.changed(file, check.pipeline()).isEmpty()) {
        LOG.warn("{} is no longer good, the pipeline's file holds: {}", posted, check.problems());
        return file;
      }
      LOG.info("Pipeline {} runs as it was posted: {}", file.name(), posted);
      return check.pipeline();
    } catch (IOException e) {
      throw new UncheckedIOException(posted + " cannot be read", e);
    }
  }

  /**
   * @param replaced the text of the file that it takes the place of
   */
  void write(String name, String yaml, String replaced) {
    Path posted = folder.resolve(name + ".yaml");
    Path half = folder.resolve(name + ".yaml.new");
    byte[] bytes = (firstLine(replaced) + "\n" + yaml).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder);
      try (FileChannel file =
          FileChannel.open(
              half,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
        file.force(true);
      }
      Files.move(half, posted, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(posted + " cannot be written", e);
    }
  }

  /** The file holds again. */
  void forget(String name) {
    try {
      Files.deleteIfExists(folder.resolve(name + ".yaml"));
    } catch (IOException e) {
      LOG.warn("Pipeline {}: what was posted cannot be removed: {}", name, e.toString());
    }
  }

  private static String firstLine(String replaced) {
    return "# posted in place of the file of version " + RunningPipelines.version(replaced);
  }
}
