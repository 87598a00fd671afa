package io.eventmill.jobs.lake;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses Parquet's pages, and takes them apart, without Hadoop, which the library's own codecs
 * need.
 */
final class ParquetCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    return new BytesInputCompressor() {
      @Override
      public BytesInput compress(BytesInput page) throws IOException {
        return switch (name) {
          case UNCOMPRESSED -> page;
          case GZIP -> BytesInput.from(gzip(page.toByteArray()));
          case SNAPPY -> BytesInput.from(Snappy.compress(page.toByteArray()));
          case ZSTD -> BytesInput.from(Zstd.compress(page.toByteArray()));
          default -> throw new IOException("files are not compressed by " + name + " here");
        };
      }

      @Override
      public CompressionCodecName getCodecName() {
        return name;
      }

      @Override
      public void release() {}
    };
  }

  private static byte[] gzip(byte[] page) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(page.length / 4 + 64);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(page);
    }
    return bytes.toByteArray();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return new BytesInputDecompressor() {
      @Override
      public BytesInput decompress(BytesInput page, int bytes) throws IOException {
        return BytesInput.from(plain(name, page.toByteArray(), bytes));
      }

      @Override
      public void decompress(ByteBuffer page, int length, ByteBuffer into, int bytes)
          throws IOException {
        byte[] compressed = new byte[length];
        page.get(compressed);
        into.put(plain(name, compressed, bytes));
      }

      @Override
      public void release() {}
    };
  }

  private static byte[] plain(CompressionCodecName name, byte[] page, int bytes)
      throws IOException {
    return switch (name) {
      case UNCOMPRESSED -> page;
      case GZIP -> gunzip(page, bytes);
      case SNAPPY -> Snappy.uncompress(page);
      case ZSTD -> Zstd.decompress(page, bytes);
      default -> throw new IOException("files are not compressed by " + name + " here");
    };
  }

  private static byte[] gunzip(byte[] page, int bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
      return in.readNBytes(bytes);
    }
  }

  @Override
  public void release() {}
}
