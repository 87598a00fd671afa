package io.eventmill.steps.count;

import io.eventmill.event.Origin;

/**
 * So many events of one window and group.
 *
 * @param windowMicros the window's start, epoch microseconds
 * @param group its text, see {@link CountedFields}
 * @param first one of the events, which names the row if their window is closed
 * @param late they came too late for their window and have a row of their own
 */
public record Counted(long windowMicros, String group, long count, Origin first, boolean late) {
  /** Of the window and group: names the row of its total. */
  public String key() {
    return Windows.seconds(windowMicros) + group;
  }

  public Counted plus(Counted more) {
    return new Counted(windowMicros, group, count + more.count, first, late);
  }
}
