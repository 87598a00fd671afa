package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RawHeadersTest {
  @Test
  void readsWhatTheCollectorWrote() {
    var record = record(HeaderNames.ID, "e-1".getBytes(UTF_8));
    record
        .headers()
        .add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(1_700_000_000_123L).array());

    assertThat(RawHeaders.id(record)).isEqualTo("e-1");
    assertThat(RawHeaders.receivedMillis(record)).isEqualTo(1_700_000_000_123L);
  }

  @Test
  void takesANumberWrittenAsText() {
    var record = record(HeaderNames.RECEIVED, "1700000000123".getBytes(UTF_8));

    assertThat(RawHeaders.receivedMillis(record)).isEqualTo(1_700_000_000_123L);
  }

  @Test
  void fallsBackToTheRecordsTimestamp() {
    byte[] micros = ByteBuffer.allocate(8).putLong(1_700_000_000_123_000L).array();
    byte[] negative = ByteBuffer.allocate(8).putLong(-1).array();
    byte[] yearTenThousand = ByteBuffer.allocate(8).putLong(253_402_300_800_000L).array();
    for (byte[] value :
        new byte[][] {
          micros,
          negative,
          yearTenThousand,
          {},
          "yesterday".getBytes(UTF_8),
          "1".repeat(99).getBytes(UTF_8)
        }) {
      assertThat(RawHeaders.receivedMillis(record(HeaderNames.RECEIVED, value))).isEqualTo(42);
    }
    assertThat(RawHeaders.receivedMillis(record("other", new byte[0]))).isEqualTo(42);
    assertThat(RawHeaders.id(record("other", new byte[0]))).isNull();
    assertThat(RawHeaders.id(record(HeaderNames.ID, new byte[0]))).isNull();
    assertThat(RawHeaders.id(record(HeaderNames.ID, null))).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> record(String header, byte[] value) {
    var record = new ProducerRecord<byte[], byte[]>("raw", 0, 42L, null, new byte[0]);
    record.headers().add(header, value);
    return Samples.fromLog(record);
  }
}
