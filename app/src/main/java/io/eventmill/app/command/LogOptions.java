package io.eventmill.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import picocli.CommandLine.Option;

/**
 * What a server says in its log, how and where; log4j2.xml knows the rest. Until {@link #begin} a
 * process says errors only, on stderr.
 */
final class LogOptions {
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  enum Format {
    TEXT,
    JSON
  }

  enum To {
    FILE,
    CONSOLE
  }

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description =
          "What Eventmill says in its log: error, warn, info, debug (a line per request) or trace"
              + " (a line per event) (default: info).")
  private Level level = Level.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "Lines of the log: text or json (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = "--log-to",
      paramLabel = "WHERE",
      defaultValue = "FILE",
      description =
          "The log's place: file (DIR/logs/eventmill.log, errors on stderr too) or console (all on"
              + " stderr) (default: file).")
  private To to = To.FILE;

  /** From now on the log is as the options say. */
  void begin(Path data) throws IOException {
    Files.createDirectories(data);
    System.setProperty("eventmill.log.level", small(level));
    System.setProperty("eventmill.log.format", small(format));
    System.setProperty("eventmill.log.to", small(to));
    System.setProperty("eventmill.log.file", data.resolve("logs/eventmill.log").toString());
    ((LoggerContext) LogManager.getContext(false)).reconfigure();
  }

  private static String small(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
