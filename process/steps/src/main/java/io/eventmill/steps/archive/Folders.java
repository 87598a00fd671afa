package io.eventmill.steps.archive;

import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Archive.Folder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * The folder of a source in which a row lies, such as {@code year=2026/month=01/day=02/hour=03}, in
 * UTC. A row without a readable time lies where it was received.
 */
public final class Folders {
  private static final long HOUR_MILLIS = 3_600_000;

  private final List<Folder> folders;
  private final boolean byEventTime;
  private long lastHour = Long.MIN_VALUE;
  private String last;

  public Folders(Archive archive) {
    this.folders = archive.folders();
    this.byEventTime = archive.time() == Archive.Time.EVENT;
  }

  /** Without slashes at its ends; empty when there are no folders. */
  public String of(LakeRow row) {
    long millis =
        byEventTime && row.timeMicros() != null
            ? Math.floorDiv(row.timeMicros(), 1_000L)
            : row.receivedMillis();
    long hour = Math.floorDiv(millis, HOUR_MILLIS);
    if (hour != lastHour) {
      lastHour = hour;
      last = text(hour);
    }
    return last;
  }

  private String text(long hour) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(hour * 3_600, 0, ZoneOffset.UTC);
    return String.join("/", folders.stream().map(folder -> text(folder, time)).toList());
  }

  private static String text(Folder folder, LocalDateTime time) {
    String name = folder.name().toLowerCase(Locale.ROOT);
    return switch (folder) {
      case YEAR -> "%s=%04d".formatted(name, time.getYear());
      case MONTH -> "%s=%02d".formatted(name, time.getMonthValue());
      case DAY -> "%s=%02d".formatted(name, time.getDayOfMonth());
      case HOUR -> "%s=%02d".formatted(name, time.getHour());
    };
  }
}
