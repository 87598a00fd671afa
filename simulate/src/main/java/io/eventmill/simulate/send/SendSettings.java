package io.eventmill.simulate.send;

import static java.util.Objects.requireNonNull;

import io.eventmill.read.ReadSettings;
import io.eventmill.simulate.door.DoorSettings;
import java.nio.file.Path;

/**
 * What to send and where.
 *
 * @param file a path, or {@code -} for standard input
 * @param read how the file is read
 * @param door where its events go
 * @param rate most events a second; 0 for as fast as the collector takes them
 * @param rejects gets the lines that were not accepted, as they stood in the file; null for no file
 */
public record SendSettings(
    String file, ReadSettings read, DoorSettings door, double rate, Path rejects) {
  public static final String STDIN = "-";

  public SendSettings {
    requireNonNull(file, "file is null");
    requireNonNull(read, "read is null");
    requireNonNull(door, "door is null");
  }

  public static SendSettings of(String file, DoorSettings door) {
    return new SendSettings(file, ReadSettings.DEFAULT, door, 0, null);
  }

  public SendSettings withRead(ReadSettings given) {
    return new SendSettings(file, given, door, rate, rejects);
  }

  public SendSettings withRate(double given) {
    return new SendSettings(file, read, door, given, rejects);
  }

  public SendSettings withRejects(Path given) {
    return new SendSettings(file, read, door, rate, given);
  }
}
