package org.apache.parquet;

import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Options to read a whole Parquet file, without Hadoop. Stands in the library's package, since its
 * own builder of these options needs Hadoop's classes and the constructor is not for others.
 */
public final class PlainReadOptions {
  private static final int ALLOCATION_MAX = 8 << 20;
  private static final boolean NO_FILTER = false;
  private static final boolean VERIFY_CHECKSUMS = true;

  private PlainReadOptions() {}

  public static ParquetReadOptions of(CompressionCodecFactory codecs) {
    return new ParquetReadOptions(
        false,
        NO_FILTER,
        NO_FILTER,
        NO_FILTER,
        NO_FILTER,
        VERIFY_CHECKSUMS,
        NO_FILTER,
        false,
        false,
        FilterCompat.NOOP,
        ParquetMetadataConverter.NO_FILTER,
        codecs,
        new HeapByteBufferAllocator(),
        ALLOCATION_MAX,
        Map.of(),
        null,
        null,
        new PlainParquetConfiguration());
  }
}
