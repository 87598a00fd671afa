package io.eventmill.jobs.lake;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.eventmill.pipeline.Archive.Compression;
import io.eventmill.steps.archive.JsonLine;
import io.eventmill.steps.archive.LakeRow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A line of JSON for each row; the file as a whole plain or compressed. */
record JsonLines(JsonLine line, Compression compression) implements RowFormat {
  private static final int BUFFER = 32 << 10;

  @Override
  public RowFile open(OutputStream out) throws IOException {
    CountedStream counted = new CountedStream(out);
    OutputStream lines = compressed(counted, compression);
    return new Lines(line, lines, counted, compression == Compression.NONE);
  }

  static OutputStream compressed(OutputStream out, Compression compression) throws IOException {
    return switch (compression) {
      case NONE -> new BufferedOutputStream(out, BUFFER);
      case GZIP -> new GZIPOutputStream(out, BUFFER);
      case SNAPPY -> throw noSnappy();
      case ZSTD -> new ZstdOutputStreamNoFinalizer(out).setChecksum(true);
    };
  }

  /** The lines of a file that {@link #compressed} wrote. */
  static InputStream plain(InputStream in, Compression compression) throws IOException {
    return switch (compression) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case SNAPPY -> throw noSnappy();
      case ZSTD -> new ZstdInputStreamNoFinalizer(in);
    };
  }

  /** How files with this ending are compressed. */
  static Compression compressionOf(String ending) {
    return switch (ending) {
      case ".jsonl" -> Compression.NONE;
      case ".jsonl.gz" -> Compression.GZIP;
      case ".jsonl.zst" -> Compression.ZSTD;
      default -> throw new IllegalArgumentException("no lines lie in files that end in " + ending);
    };
  }

  @Override
  public String ending() {
    return switch (compression) {
      case NONE -> ".jsonl";
      case GZIP -> ".jsonl.gz";
      case SNAPPY -> throw noSnappy();
      case ZSTD -> ".jsonl.zst";
    };
  }

  private static IllegalStateException noSnappy() {
    return new IllegalStateException("a pipeline with snappy for JSON lines has problems");
  }

  private static final class Lines implements RowFile {
    private final JsonLine line;
    private final OutputStream lines;
    private final CountedStream written;
    private final boolean isPlain;
    private long plain;

    Lines(JsonLine line, OutputStream lines, CountedStream written, boolean isPlain) {
      this.line = line;
      this.lines = lines;
      this.written = written;
      this.isPlain = isPlain;
    }

    @Override
    public void write(LakeRow row) throws IOException {
      byte[] bytes = line.of(row);
      lines.write(bytes);
      plain += bytes.length;
    }

    @Override
    public long bytes() {
      return isPlain ? plain : written.bytes();
    }

    @Override
    public void finish() throws IOException {
      lines.close(); // ends the compressed stream; what lies below stays open
    }

    @Override
    public void drop() {
      written.stop();
      try {
        lines.close();
      } catch (IOException e) {
        throw new IllegalStateException("a stream that goes nowhere cannot fail", e);
      }
    }
  }
}
