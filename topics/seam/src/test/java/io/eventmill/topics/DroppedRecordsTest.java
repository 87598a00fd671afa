package io.eventmill.topics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.Dropped;
import io.eventmill.event.Origin;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DroppedRecordsTest {
  @Property(tries = 200)
  void givesBackWhatWasDropped(@ForAll("dropped") Dropped dropped)
      throws UndecodableRecordException {
    var record = DroppedRecords.encode("dropped", 7, dropped);

    assertThat(DroppedRecords.decode(Samples.fromLog(record))).isEqualTo(dropped);
    assertThat(record.value()).isEmpty();
    assertThat(record.partition()).isEqualTo(dropped.origin().partition());
  }

  @Provide
  Arbitrary<Dropped> dropped() {
    return Samples.dropped();
  }

  @Example
  void saysWhatIsWrongWithARecordOfOthers() {
    var record =
        DroppedRecords.encode(
            "dropped",
            7,
            new Dropped(new Origin(1, 2, 0, 4), "a", "web", 6, Dropped.Cause.FILTERED));
    record.headers().add(HeaderNames.DROPPED, "lost".getBytes(UTF_8));

    assertThatThrownBy(() -> DroppedRecords.decode(Samples.fromLog(record)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("'lost' is no cause; expected duplicate or filtered");
  }
}
