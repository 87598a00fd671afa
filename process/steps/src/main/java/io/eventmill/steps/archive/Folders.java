package io.eventmill.steps.archive;

import io.eventmill.pipeline.Archive;
import io.eventmill.pipeline.Archive.Folder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a source in which a row lies, such as {@code year=2026/month=01/day=02/hour=03}, in
 * UTC. A row without a readable time lies where it was received.
 */
public final class Folders {
  private static final long HOUR_MILLIS = 3_600_000;
  private static final Pattern TIME =
      Pattern.compile(
          "year=([0-9]{1,9})(?:/month=([0-9]{2})(?:/day=([0-9]{2})(?:/hour=([0-9]{2}))?)?)?");

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

  /**
   * When the time of a folder is over, that is, when only late rows still come to it.
   *
   * @param folder as {@link #of} calls it
   * @return the beginning of time for no folder, its end for one that is none of a time
   */
  public static Instant end(String folder) {
    if (folder.isEmpty()) {
      return Instant.MIN;
    }
    Matcher parts = TIME.matcher(folder);
    if (!parts.matches()) {
      return Instant.MAX;
    }
    try {
      LocalDateTime begin =
          LocalDateTime.of(number(parts, 1, 0), number(parts, 2, 1), number(parts, 3, 1), 0, 0)
              .plusHours(number(parts, 4, 0));
      LocalDateTime end =
          parts.group(4) != null
              ? begin.plusHours(1)
              : parts.group(3) != null
                  ? begin.plusDays(1)
                  : parts.group(2) != null ? begin.plusMonths(1) : begin.plusYears(1);
      return end.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.MAX;
    }
  }

  private static int number(Matcher parts, int group, int otherwise) {
    return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
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
