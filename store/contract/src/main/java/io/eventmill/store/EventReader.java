package io.eventmill.store;

import java.util.List;

/**
 * The read half. Safe for threads; sees what writers have committed. A question may fail with
 * {@link StoreUnavailableException} when the store is too busy or the answer takes too long, and
 * with IllegalArgumentException when what it names is not a JSON pointer.
 */
public interface EventReader {
  /** One page, newest first unless asked otherwise; pages never skip or repeat an event. */
  EventPage find(EventQuery query);

  long count(EventFilter filter);

  /** Counts per bucket of event time, oldest first; buckets without events are left out. */
  List<HistogramBucket> histogram(HistogramQuery query);

  /** The most frequent values of a field, most frequent first, ties by value. */
  List<ValueCount> top(TopQuery query);

  /**
   * Counts per combination of the fields' values, in order of the values (as code points, nulls
   * first), one field after the other.
   */
  default List<GroupCount> groups(GroupQuery query) {
    return PlainGroups.of(this, query);
  }

  /**
   * One event by id; when there are several, the one received first, then the lowest origin. Null
   * when there is none.
   */
  StoredEvent byId(String id);

  /**
   * Fields that can be asked for, as JSON pointers: those that have held a string, number or
   * boolean. Most used first, ties by pointer, at most limit. A store may leave out the rarer ones
   * of very many, and names longer than 300 characters.
   */
  List<String> fields(int limit);
}
