package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;

class FailedRecordsTest {
  private final FailedRecords records = new FailedRecords();

  @Property(tries = 500)
  void givesBackTheFailureAndItsBytes(@ForAll("failures") FailedEvent failed)
      throws UndecodableRecordException {
    var record = records.encode("failed", 7, failed);

    FailedEvent back = records.decode(Samples.fromLog(record));

    assertThat(back).usingRecursiveComparison().isEqualTo(failed);
  }

  @Provide
  Arbitrary<FailedEvent> failures() {
    return Samples.failures();
  }

  @Example
  void writesTheBodyAsTextWhereItIsText() {
    byte[] body = "{\"a\": \"ü\", cut".getBytes(UTF_8);

    var record = records.encode("failed", 7, failed(body));

    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            "{\"id\":\"id-1\",\"source\":\"web\",\"stage\":\"process\",\"reason\":\"NOT_JSON\","
                + "\"sentence\":\"It is cut.\",\"pointer\":null,\"schema\":null,\"received\":6,"
                + "\"origin\":{\"topic\":\"AAAAAAAAAAEAAAAAAAAAAg\",\"partition\":3,\"offset\":4},"
                + "\"attempts\":1,\"body\":\"{\\\"a\\\": \\\"ü\\\", cut\"}");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.headers().lastHeader(HeaderNames.REASON).value())
        .isEqualTo("NOT_JSON".getBytes(UTF_8));
  }

  @Example
  void neverMoreThanDoublesTheBody() throws UndecodableRecordException {
    byte[] quotes = new byte[10_000];
    Arrays.fill(quotes, (byte) '"');
    byte[] zeros = new byte[10_000];
    byte[] noText = new byte[10_000];
    Arrays.fill(noText, (byte) 0xff);

    for (byte[] body : new byte[][] {quotes, zeros, noText}) {
      var record = records.encode("failed", 7, failed(body));

      assertThat(record.value().length).isLessThan(20_000 + 500);
      assertThat(records.decode(Samples.fromLog(record)).body()).isEqualTo(body);
    }
  }

  @Example
  void saysWhatIsWrongWithAValueItCannotHaveWritten() {
    assertUndecodable("no", "the value is not JSON: expected a value, found 'n' at byte 0");
    assertUndecodable("{}", "the value's /origin/topic is ABSENT, expected a text");
    String good = new String(records.encode("f", 7, failed(new byte[0])).value(), UTF_8);
    assertUndecodable(
        good.replace("NOT_JSON", "NEWER"), "the value's /reason is 'NEWER', which is no reason");
    assertUndecodable(
        good.replace("\"partition\":3", "\"partition\":3000000000"), "/origin/partition is out of");
    assertUndecodable(
        good.replace("\"received\":6", "\"received\":6.5"), "expected a whole number");
    assertUndecodable(good.replace("AAAAAAAAAAE", "A"), "/origin/topic is not a topic id");
    assertUndecodable(
        good.replace("\"body\":\"\"", "\"body_base64\":\"?\""), "/body_base64 is not Base64");
    assertUndecodable(good.replace("\"source\"", "\"id\""), "/id stands twice");
  }

  private void assertUndecodable(String value, String message) {
    var record = new ProducerRecord<byte[], byte[]>("failed", 3, null, value.getBytes(UTF_8));
    assertThatThrownBy(() -> records.decode(Samples.fromLog(record)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining(message);
  }

  private static FailedEvent failed(byte[] body) {
    return new FailedEvent(
        new Origin(1, 2, 3, 4),
        "id-1",
        "web",
        "process",
        Reason.NOT_JSON,
        "It is cut.",
        null,
        null,
        6,
        1,
        Sender.UNKNOWN,
        body);
  }
}
