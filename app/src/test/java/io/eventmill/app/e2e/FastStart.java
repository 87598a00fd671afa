package io.eventmill.app.e2e;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/**
 * Has the launcher do what it does at the end of a person's first start: keep the classes as the
 * JVM laid them out. Tests start the jar more than a hundred times, and are to start what people
 * start.
 */
public final class FastStart {
  private static final Path TARGET = RunningMill.ROOT.resolve("app/target");
  private static boolean prepared;

  private FastStart() {}

  /** Does nothing when the jar has been started so before, by this process or another. */
  public static synchronized void prepare() throws IOException {
    if (prepared) {
      return;
    }
    prepared = true;
    try (FileChannel channel =
            FileChannel.open(
                TARGET.resolve("rehearsing"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Path archive = TARGET.resolve("eventmill.jsa");
      if (lock.isValid() && time(archive).compareTo(time(TARGET.resolve("eventmill.jar"))) <= 0) {
        Files.deleteIfExists(archive);
        rehearse();
      }
    }
  }

  private static void rehearse() throws IOException {
    ProcessBuilder launcher =
        new ProcessBuilder(RunningMill.ROOT.resolve("eventmill").toString()).inheritIO();
    launcher.environment().put("EVENTMILL_BUILD", "rehearse");
    try {
      launcher.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FileTime time(Path file) throws IOException {
    return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
  }
}
