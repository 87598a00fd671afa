package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Row groups are made anew, since many small ones are what makes many small files slow to read. */
record ParquetMerge(Compression compression) implements RowMerge {
  @Override
  public void merge(List<Path> parts, OutputStream out) throws IOException {
    var rows =
        ExampleParquetWriter.builder(new ParquetRows.OneFile(new CountedStream(out)))
            .withType(ParquetRowWriter.COLUMNS);
    try (ParquetWriter<Group> writer = ParquetRows.settings(rows, compression).build()) {
      for (Path part : parts) {
        try (ParquetReader<Group> reader = new Rows(new OnePart(part)).build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            writer.write(row);
          }
        }
      }
    }
  }

  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new ParquetCodecs());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  private record OnePart(Path path) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return path.getFileSystem().getFileStatus(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      FSDataInputStream in = path.getFileSystem().open(path);
      return new DelegatingSeekableInputStream(in) {
        @Override
        public long getPos() throws IOException {
          return in.getPos();
        }

        @Override
        public void seek(long position) throws IOException {
          in.seek(position);
        }
      };
    }
  }
}
