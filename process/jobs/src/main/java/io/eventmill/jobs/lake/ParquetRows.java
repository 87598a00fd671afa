package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive.Compression;
import io.eventmill.steps.archive.LakeRow;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Parquet, one column for each name of a row. Row groups are small, since they are held in memory
 * until they are full. Nothing of Hadoop is needed to run it.
 */
record ParquetRows(String source, String topic, Compression compression) implements RowFormat {
  private static final long ROW_GROUP_BYTES = 8 << 20;

  @Override
  public RowFile open(OutputStream out) throws IOException {
    CountedStream counted = new CountedStream(out);
    var rows = new ParquetRowWriter.Builder(new OneFile(counted), source, topic);
    return new Rows(settings(rows, compression).build(), counted);
  }

  /** All that write such files. */
  static <T, B extends ParquetWriter.Builder<T, B>> B settings(B rows, Compression compression) {
    return rows.withConf(new PlainParquetConfiguration())
        .withCodecFactory(new ParquetCodecs())
        .withCompressionCodec(codec(compression))
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withDictionaryEncoding(ParquetRowWriter.EVENT, false)
        .withDictionaryEncoding(ParquetRowWriter.ID, false)
        .withDictionaryEncoding(ParquetRowWriter.ORIGIN, false);
  }

  @Override
  public String ending() {
    return ".parquet";
  }

  private static CompressionCodecName codec(Compression compression) {
    return switch (compression) {
      case NONE -> CompressionCodecName.UNCOMPRESSED;
      case GZIP -> CompressionCodecName.GZIP;
      case SNAPPY -> CompressionCodecName.SNAPPY;
      case ZSTD -> CompressionCodecName.ZSTD;
    };
  }

  private record Rows(ParquetWriter<LakeRow> writer, CountedStream out) implements RowFile {
    @Override
    public void write(LakeRow row) throws IOException {
      writer.write(row);
    }

    @Override
    public long bytes() {
      return writer.getDataSize();
    }

    @Override
    public void finish() throws IOException {
      writer.close();
    }

    @Override
    public void drop() {
      out.stop();
      try {
        writer.close(); // lets go of its buffers
      } catch (IOException | RuntimeException e) {
        // it had failed before: that is why it is dropped
      }
    }
  }

  /** The stream that is open already, as the file to write. */
  record OneFile(CountedStream out) implements OutputFile {
    private static final long NO_BLOCKS = 0;

    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new Positioned(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return new Positioned(out);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return NO_BLOCKS;
    }
  }

  private static final class Positioned extends PositionOutputStream {
    private final CountedStream out;

    Positioned(CountedStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return out.bytes();
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
    }
  }
}
