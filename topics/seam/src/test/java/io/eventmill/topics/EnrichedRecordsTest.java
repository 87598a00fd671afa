package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.ProducerRecord;

class EnrichedRecordsTest {
  private static final Event EVENT =
      new Event(new Origin(1, 2, 3, 4), "id-1", "web", "pageview", 5, 6, "{}".getBytes(UTF_8));

  @Property(tries = 300)
  void givesBackTheEventThatWasWritten(@ForAll("events") Event event)
      throws UndecodableRecordException {
    var record = EnrichedRecords.encode("enriched", null, 7, event);

    Event back = EnrichedRecords.decode(Samples.fromLog(record));

    assertThat(back).usingRecursiveComparison().isEqualTo(event);
  }

  @Provide
  Arbitrary<Event> events() {
    return Samples.events();
  }

  @Example
  void keepsPartitionTimestampAndKeyOfTheRawRecord() {
    var record = EnrichedRecords.encode("enriched", new byte[] {9}, 7, EVENT);

    assertThat(record.topic()).isEqualTo("enriched");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.timestamp()).isEqualTo(7);
    assertThat(record.key()).containsExactly(9);
    assertThat(record.value()).isSameAs(EVENT.json());
  }

  @Example
  void leavesTheTimestampToTheProducerWhenTheRawRecordHasNone() {
    assertThat(EnrichedRecords.encode("enriched", null, -1, EVENT).timestamp()).isNull();
  }

  @Example
  void namesTheHeaderThatIsMissingOrOfTheWrongLength() {
    var foreign = new ProducerRecord<byte[], byte[]>("enriched", 3, null, "{}".getBytes(UTF_8));
    assertThatThrownBy(() -> EnrichedRecords.decode(Samples.fromLog(foreign)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessage("the record has no header 'em-origin'");

    var cut = EnrichedRecords.encode("enriched", null, 7, EVENT);
    cut.headers().add(HeaderNames.TIME, new byte[7]);
    assertThatThrownBy(() -> EnrichedRecords.decode(Samples.fromLog(cut)))
        .hasMessage("header 'em-time' has 7 bytes, expected 8");
  }

  @Example
  void refusesARecordWithoutAValueOrInAnotherPartitionThanItsOrigin() {
    var encoded = EnrichedRecords.encode("enriched", null, 7, EVENT);
    var empty =
        new ProducerRecord<byte[], byte[]>("enriched", 3, 7L, null, null, encoded.headers());
    assertThatThrownBy(() -> EnrichedRecords.decode(Samples.fromLog(empty)))
        .hasMessage("the record has no value");

    var moved =
        new ProducerRecord<byte[], byte[]>(
            "enriched", 1, 7L, null, encoded.value(), encoded.headers());
    assertThatThrownBy(() -> EnrichedRecords.decode(Samples.fromLog(moved)))
        .hasMessageContaining("raw partition 3")
        .hasMessageContaining("partition 1");
  }
}
