package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.core.fs.Path;

/** Writes the rows of several files of one kind into one, in their order. */
interface RowMerge {
  /** Leaves the stream open. */
  void merge(List<Path> parts, OutputStream out) throws IOException;

  /**
   * @param ending of the files' names
   * @param compression of Parquet; that of other files is in the ending
   */
  static RowMerge of(String ending, Compression compression) {
    return ending.equals(".parquet")
        ? new ParquetMerge(compression)
        : (parts, out) -> lines(parts, JsonLines.compressionOf(ending), out);
  }

  /** What was compressed is compressed anew: as one stream it becomes smaller. */
  private static void lines(List<Path> parts, Compression compression, OutputStream out)
      throws IOException {
    // Closing ends the compressed stream; what lies below stays open.
    try (OutputStream lines = JsonLines.compressed(new CountedStream(out), compression)) {
      for (Path part : parts) {
        try (InputStream in = JsonLines.plain(part.getFileSystem().open(part), compression)) {
          in.transferTo(lines);
        }
      }
    }
  }
}
