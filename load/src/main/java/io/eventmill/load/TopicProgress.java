package io.eventmill.load;

import io.eventmill.event.Dropped;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.ResultRow;
import io.eventmill.store.Accepted;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.topics.TopicState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far one topic has been read and written. Judges repeats: a record whose origin is at or below
 * the highest one read from its partition has been read before, whoever wrote it again. An origin
 * in another raw topic starts anew.
 */
final class TopicProgress {
  private final TopicState topic;
  private final Map<Integer, Position> written;
  private final Map<Integer, Origin> highest = new HashMap<>();

  TopicProgress(TopicState topic, Map<Integer, Position> written) {
    this.topic = topic;
    this.written = new HashMap<>(written);
    written.forEach((partition, position) -> highest.put(partition, position.highestOrigin()));
  }

  String name() {
    return topic.name();
  }

  int partitions() {
    return topic.partitions();
  }

  /** Where to read on; the beginning for a topic that was made anew since. */
  long nextOffset(int partition) {
    Position position = written.get(partition);
    return position == null || !position.topicId().equals(topic.id()) ? 0 : position.nextOffset();
  }

  /** True the first time a raw record's result is read. Notes it. */
  boolean isNew(int partition, Origin origin) {
    Origin last = highest.get(partition);
    if (last != null && last.sameTopic(origin) && origin.offset() <= last.offset()) {
      return false;
    }
    highest.put(partition, origin);
    return true;
  }

  /** The records as one batch that goes on from what has been written. */
  Batch batch(List<Taken> records) {
    List<Event> events = new ArrayList<>(records.size());
    List<FailedEvent> failed = new ArrayList<>();
    List<Dropped> dropped = new ArrayList<>();
    List<Accepted> accepted = new ArrayList<>();
    List<ResultRow> rows = new ArrayList<>();
    Map<Integer, Position> after = new HashMap<>();
    Map<Integer, Position> before = new HashMap<>();
    for (Taken record : records) {
      if (record.outcome() instanceof Event event) {
        events.add(event);
      } else if (record.outcome() instanceof FailedEvent failure) {
        failed.add(failure);
      } else if (record.outcome() instanceof Dropped drop) {
        dropped.add(drop);
      } else if (record.accepted() != null) {
        accepted.add(record.accepted());
      } else if (record.row() != null) {
        rows.add(record.row());
      }
      int partition = record.partition();
      Position stands = after.getOrDefault(partition, written.get(partition));
      if (!after.containsKey(partition) && stands != null) {
        before.put(partition, stands);
      }
      Origin origin =
          record.carries() && record.origin() != null
              ? record.origin()
              : stands == null ? null : stands.highestOrigin();
      after.put(partition, new Position(topic.id(), record.offset() + 1, origin));
    }
    return new Batch(topic.name(), events, failed, dropped, accepted, rows, before, after);
  }

  void wrote(Batch batch) {
    written.putAll(batch.positions());
  }
}
