package io.eventmill.topics.broker;

import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;

/**
 * A broker that cannot write its folder any more ends the process at once, without a word: that is
 * Kafka's way. Nothing that was acknowledged is lost by it. This says to people what happened.
 */
final class LastWords {
  private LastWords() {}

  static void of(Path dir) {
    Exit.setHaltProcedure(
        (status, message) -> {
          System.err.println(sentence(dir, message));
          Runtime.getRuntime().halt(status);
        });
  }

  static String sentence(Path dir, String message) {
    return "eventmill: the embedded Kafka cannot go on in "
        + dir
        + " ("
        + (dir.toFile().getUsableSpace() >> 20)
        + " MB are free on its disk) and has ended the process"
        + (message == null ? "." : ": " + message + ".")
        + " Everything acknowledged is kept. Make room or mend the disk, and start again.";
  }
}
