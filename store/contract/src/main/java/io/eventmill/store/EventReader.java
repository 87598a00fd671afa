package io.eventmill.store;

import java.util.List;

/** The read half. Safe for threads; sees what writers have committed. */
public interface EventReader {
  /** One page, newest first unless asked otherwise; pages never skip or repeat an event. */
  EventPage find(EventQuery query);

  long count(EventFilter filter);

  /** Counts per bucket of event time, oldest first; buckets without events are left out. */
  List<HistogramBucket> histogram(HistogramQuery query);

  /** The most frequent values of a field, most frequent first, ties by value. */
  List<ValueCount> top(TopQuery query);

  /** One event by id; the oldest accepted when there are several. Null when there is none. */
  StoredEvent byId(String id);

  /** Names of fields that can be asked for, as JSON pointers, most used first, at most limit. */
  List<String> fields(int limit);

  /** Failed events, newest first. */
  List<StoredFailure> failed(int limit);

  long countFailed();
}
