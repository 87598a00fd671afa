package io.eventmill.collect.spool;

import java.nio.file.Path;
import java.util.Objects;

/**
 * @param dir the spool's own folder
 * @param bytesMax of all its files together; what would pass it is refused
 * @param segmentBytes a file that has reached this size is followed by a new one; disk is given
 *     back file by file
 */
public record SpoolConfig(Path dir, long bytesMax, long segmentBytes) {
  private static final long SEGMENT_MAX = 64L * 1024 * 1024;
  private static final long SEGMENT_MIN = 64L * 1024;

  public SpoolConfig {
    Objects.requireNonNull(dir, "dir is null");
  }

  /** Segments such that a full spool has sixteen or more. */
  public static SpoolConfig of(Path dir, long bytesMax) {
    long segment = Math.max(SEGMENT_MIN, Math.min(SEGMENT_MAX, bytesMax / 16));
    return new SpoolConfig(dir, bytesMax, segment);
  }
}
