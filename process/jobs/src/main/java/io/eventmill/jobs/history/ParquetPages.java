package io.eventmill.jobs.history;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Reads Parquet's compressed pages without Hadoop, which the library's own codecs need. */
final class ParquetPages implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return new BytesInputDecompressor() {
      @Override
      public BytesInput decompress(BytesInput page, int size) throws IOException {
        return BytesInput.from(plain(name, page.toByteArray(), size));
      }

      @Override
      public void decompress(ByteBuffer page, int length, ByteBuffer to, int size)
          throws IOException {
        byte[] packed = new byte[length];
        page.get(packed);
        to.put(plain(name, packed, size));
      }

      @Override
      public void release() {}
    };
  }

  private static byte[] plain(CompressionCodecName name, byte[] page, int size) throws IOException {
    return switch (name) {
      case UNCOMPRESSED -> page;
      case GZIP -> {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
          yield in.readNBytes(size);
        }
      }
      case SNAPPY -> Snappy.uncompress(page);
      case ZSTD -> Zstd.decompress(page, size);
      default -> throw new IOException("pages compressed by " + name + " cannot be read here");
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    throw new UnsupportedOperationException("a lake is only read here");
  }

  @Override
  public void release() {}
}
