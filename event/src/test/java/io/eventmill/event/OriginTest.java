package io.eventmill.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  private static final Origin ORIGIN = new Origin(0x1122334455667788L, 0x99aabbccddeeff00L, 3, 42);

  @Test
  void hasAFixedBinaryForm() {
    assertThat(HexFormat.of().formatHex(ORIGIN.toBytes()))
        .isEqualTo("112233445566778899aabbccddeeff00" + "00000003" + "000000000000002a");
  }

  @Property
  void readsWhatItWrites(
      @ForAll long high, @ForAll long low, @ForAll int partition, @ForAll long offset) {
    Origin origin = new Origin(high, low, partition, offset);

    assertThat(Origin.fromBytes(origin.toBytes())).isEqualTo(origin);
  }

  @Test
  void refusesBytesOfAnotherLength() {
    assertThatThrownBy(() -> Origin.fromBytes(new byte[27]))
        .hasMessage("an origin has 28 bytes, found 27");
  }

  @Test
  void makesAnIdThatNamesTopicPartitionAndOffset() {
    assertThat(ORIGIN.asId()).isEqualTo("ESIzRFVmd4iZqrvM3e7_AA-3-42");
  }

  @Property
  void readsTheIdItMakes(
      @ForAll long high,
      @ForAll long low,
      @ForAll @IntRange int partition,
      @ForAll @LongRange long offset) {
    Origin origin = new Origin(high, low, partition, offset);

    assertThat(Origin.parse(origin.asId())).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e-1",
        "ESIzRFVmd4iZqrvM3e7_AA-3",
        "ESIzRFVmd4iZqrvM3e7_AA-3-",
        "ESIzRFVmd4iZqrvM3e7_AA-03-42",
        "ESIzRFVmd4iZqrvM3e7_AA-3-99999999999999999999",
        "ESIzRFVmd4iZqrvM3e7_AA-9999999999-42",
        "ESIzRFVmd4iZqrvM3e7_AB-3-42", // no 16 bytes are written so
        "ESIzRFVmd4iZqrvM3e7_A-3-42",
      })
  void refusesTextThatItWouldNotMake(String text) {
    assertThatThrownBy(() -> Origin.parse(text)).hasMessageContaining("is no place on a raw topic");
  }

  @Test
  void tellsTopicsApartByTheirId() {
    assertThat(ORIGIN.sameTopic(new Origin(0x1122334455667788L, 0x99aabbccddeeff00L, 9, 9)))
        .isTrue();
    assertThat(ORIGIN.sameTopic(new Origin(0x1122334455667788L, 1, 3, 42))).isFalse();
    assertThat(ORIGIN.sameTopic(new Origin(1, 0x99aabbccddeeff00L, 3, 42))).isFalse();
  }
}
