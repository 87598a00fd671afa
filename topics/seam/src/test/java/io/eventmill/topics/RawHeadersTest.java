package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Origin;
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

    assertThat(RawHeaders.of(record).id()).isEqualTo("e-1");
    assertThat(RawHeaders.of(record).receivedMillis()).isEqualTo(1_700_000_000_123L);
  }

  @Test
  void takesANumberWrittenAsText() {
    var record = record(HeaderNames.RECEIVED, "1700000000123".getBytes(UTF_8));

    assertThat(RawHeaders.of(record).receivedMillis()).isEqualTo(1_700_000_000_123L);
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
      assertThat(RawHeaders.of(record(HeaderNames.RECEIVED, value)).receivedMillis()).isEqualTo(42);
    }
    assertThat(RawHeaders.of(record("other", new byte[0])).receivedMillis()).isEqualTo(42);
    assertThat(RawHeaders.of(record("other", new byte[0])).id()).isNull();
    assertThat(RawHeaders.of(record(HeaderNames.ID, new byte[0])).id()).isNull();
    assertThat(RawHeaders.of(record(HeaderNames.ID, null)).id()).isNull();
  }

  @Test
  void tellsAReplay() {
    Origin failed = new Origin(1, 2, 3, 4);
    var record = record(HeaderNames.REPLAY, failed.toBytes());
    record.headers().add(HeaderNames.ATTEMPT, "2".getBytes(UTF_8));

    assertThat(RawHeaders.of(record).replayOf()).isEqualTo(failed);
    assertThat(RawHeaders.of(record).attempt()).isEqualTo(2);
  }

  @Test
  void whatIsNoReplayIsTheFirstAttempt() {
    for (String value : new String[] {"", "0", "-1", "two", "1000001", "12345678"}) {
      var record = record(HeaderNames.ATTEMPT, value.getBytes(UTF_8));
      assertThat(RawHeaders.of(record).attempt()).as(value).isEqualTo(1);
    }
    var record = record(HeaderNames.REPLAY, new byte[27]);
    assertThat(RawHeaders.of(record).replayOf()).isNull();
    assertThat(RawHeaders.of(record).attempt()).isEqualTo(1);
  }

  @Test
  void aTimestampBehindAllTimeIsTheEndOfTheYear9999() {
    var record = new ProducerRecord<byte[], byte[]>("raw", 0, Long.MAX_VALUE, null, new byte[0]);

    assertThat(RawHeaders.of(Samples.fromLog(record)).receivedMillis())
        .isEqualTo(253_402_300_799_999L);
  }

  private static ConsumerRecord<byte[], byte[]> record(String header, byte[] value) {
    var record = new ProducerRecord<byte[], byte[]>("raw", 0, 42L, null, new byte[0]);
    record.headers().add(header, value);
    return Samples.fromLog(record);
  }
}
