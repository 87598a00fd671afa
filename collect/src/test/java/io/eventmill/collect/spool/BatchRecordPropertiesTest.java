package io.eventmill.collect.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.RawEvent;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BatchRecordPropertiesTest {
  @Property(tries = 200)
  void givesBackWhatWasWritten(
      @ForAll("events") List<RawEvent> events, @ForAll long sequence, @ForAll long bits) {
    BitSet maybeSent = BitSet.valueOf(new long[] {bits});
    maybeSent.clear(events.size(), 64);

    ByteBuffer bytes =
        new BatchRecord().encode(new SpooledBatch(sequence, "tøpic", events, maybeSent));
    SpooledBatch back = BatchRecord.decode(bytes.position(BatchRecord.HEADER_BYTES).slice());

    assertThat(back.firstSequence()).isEqualTo(sequence);
    assertThat(back.topic()).isEqualTo("tøpic");
    assertThat(back.maybeSent()).isEqualTo(maybeSent);
    assertThat(back.events()).usingRecursiveComparison().isEqualTo(events);
  }

  @Provide
  Arbitrary<List<RawEvent>> events() {
    Arbitrary<String> text = Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(20);
    Arbitrary<String> few = Arbitraries.of("a", "b", "");
    return Combinators.combine(
            text,
            few,
            text,
            Arbitraries.longs(),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(50),
            few.injectNull(0.3),
            few.injectNull(0.3))
        .as(RawEvent::new)
        .list()
        .ofMaxSize(30);
  }

  private static char[] surrogates() {
    char[] all = new char[0xe000 - 0xd800];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (0xd800 + i);
    }
    return all;
  }
}
