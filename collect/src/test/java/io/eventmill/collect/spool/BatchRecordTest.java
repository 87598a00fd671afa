package io.eventmill.collect.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRecordTest {
  @TempDir Path dir;

  @Test
  void readsTheWholeRecordsOfAFileThatIsCutAnywhere() throws Exception {
    List<byte[]> records = records(4);
    byte[] all = concat(records);
    for (int cut = 0; cut <= all.length; cut++) {
      Path file = write(all, cut);
      int whole = 0;
      int end = 0;
      while (whole < records.size() && end + records.get(whole).length <= cut) {
        end += records.get(whole++).length;
      }
      try (SegmentReader reader = new SegmentReader(file, 0)) {
        assertThat(sequences(reader, cut)).hasSize(whole);
        assertThat(reader.goodEnd()).isEqualTo(end);
        assertThat(reader.damagedBytes()).isZero();
      }
    }
  }

  @Test
  void losesOnlyTheRecordThatIsDamaged() throws Exception {
    List<byte[]> records = records(4);
    byte[] all = concat(records);
    for (int i = 0; i < all.length; i++) {
      byte[] damaged = all.clone();
      damaged[i] ^= 0x20;
      Path file = write(damaged, damaged.length);
      int hit = 0;
      for (int end = records.get(0).length; end <= i; end += records.get(hit).length) {
        hit++;
      }
      List<Long> expected = new ArrayList<>(List.of(1L, 4L, 7L, 10L));
      expected.remove(hit);
      try (SegmentReader reader = new SegmentReader(file, 0)) {
        assertThat(sequences(reader, damaged.length)).as("byte %d", i).isEqualTo(expected);
      }
    }
  }

  private static List<Long> sequences(SegmentReader reader, long limit) throws IOException {
    List<Long> all = new ArrayList<>();
    SpooledBatch batch = reader.next(limit);
    while (batch != null) {
      all.add(batch.firstSequence());
      batch = reader.next(limit);
    }
    return all;
  }

  private Path write(byte[] bytes, int length) throws IOException {
    Path file = dir.resolve("segment");
    Files.write(file, java.util.Arrays.copyOf(bytes, length));
    return file;
  }

  private static List<byte[]> records(int n) {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ByteBuffer bytes =
          new BatchRecord()
              .encode(new SpooledBatch(1 + 3 * i, "t", Events.some("e" + i, 3), new BitSet()));
      byte[] record = new byte[bytes.remaining()];
      bytes.get(record);
      records.add(record);
    }
    return records;
  }

  private static byte[] concat(List<byte[]> records) {
    ByteBuffer all = ByteBuffer.allocate(records.stream().mapToInt(r -> r.length).sum());
    records.forEach(all::put);
    return all.array();
  }

  @Test
  void noJsonCanHoldTheMagic() {
    assertThat((byte) (BatchRecord.MAGIC >>> 24)).isEqualTo((byte) 0xff);
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          assertThat(b != (byte) 0xff).isTrue();
        }
      }
    }
  }
}
