package io.eventmill.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Events kept as files in a lake.
 *
 * @param name of the archive and of its job
 * @param sources whose events are kept, each in a folder of its name
 * @param to the lake's root as the file has it: a path, or an address such as s3://bucket/lake
 * @param folders into which a source's files are sorted, e.g. year, month, day and hour; empty for
 *     none
 * @param compact how small files are merged; null where they are left as they are
 */
public record Archive(
    String name,
    From from,
    List<String> sources,
    String to,
    Format format,
    Compression compression,
    List<Folder> folders,
    Time time,
    Roll roll,
    Compact compact)
    implements Serializable {
  public Archive {
    sources = List.copyOf(sources);
    folders = List.copyOf(folders);
  }

  /** Which topic of a source is kept. */
  public enum From {
    /** What came in, whatever it is. */
    RAW,
    /** What passed every step. */
    ENRICHED
  }

  /** What the files are. */
  public enum Format {
    JSONL,
    PARQUET
  }

  /** How the files are compressed. */
  public enum Compression {
    NONE,
    GZIP,
    /** Of Parquet only. */
    SNAPPY,
    ZSTD
  }

  /** One level of folders. */
  public enum Folder {
    YEAR,
    MONTH,
    DAY,
    HOUR
  }

  /** By which time events are sorted into folders. */
  public enum Time {
    EVENT,
    RECEIVED
  }

  /**
   * When small files are merged into larger ones, in folders whose time is over.
   *
   * @param after how long the folder's time must be over, and a file must have lain there
   * @param size bytes of a merged file, about
   */
  public record Compact(Duration after, long size) implements Serializable {}

  /**
   * When a file is closed, whichever comes first.
   *
   * @param every what has come in is in a closed file after this time
   * @param size bytes of a file, as it lies there
   * @param count rows of a file
   */
  public record Roll(Duration every, long size, int count) implements Serializable {}
}
