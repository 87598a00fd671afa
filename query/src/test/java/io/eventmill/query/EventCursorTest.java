package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Origin;
import io.eventmill.store.Cursor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EventCursorTest {
  @Property
  void comesBackAsItWasAndFitsAUrl(
      @ForAll long time, @ForAll long high, @ForAll int partition, @ForAll long offset) {
    Cursor cursor = new Cursor(time, new Origin(high, ~high, partition, offset));

    String text = EventCursor.text(cursor);

    assertThat(text).matches("[A-Za-z0-9_-]{55}");
    assertThat(EventCursor.parse(text)).isEqualTo(cursor);
  }

  @Property
  void isRefusedWithAnyByteChanged(
      @ForAll long time, @ForAll @IntRange(max = 54) int at, @ForAll char other) {
    String text = EventCursor.text(new Cursor(time, ListEventReader.origin(1, 2)));
    String changed = text.substring(0, at) + other + text.substring(at + 1);

    Cursor found = EventCursor.parse(changed);

    // The last character holds bits that stand for nothing: another text, the same bytes.
    assertThat(found == null || at == 54 || changed.equals(text)).isTrue();
  }

  @Property
  void refusesAnyOtherText(@ForAll String text) {
    assertThat(EventCursor.parse(text)).isNull();
  }
}
