package io.eventmill.jobs;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.topics.EnrichedRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A reader of an enriched topic that does as the contract says: drops what it has had. */
final class OriginRule {
  private OriginRule() {}

  static List<Event> taken(List<ConsumerRecord<byte[], byte[]>> enriched) throws Exception {
    Map<Integer, Origin> highest = new HashMap<>();
    List<Event> taken = new ArrayList<>();
    for (var record : enriched) {
      Event event = EnrichedRecords.decode(record);
      Origin last = highest.get(record.partition());
      if (last == null
          || !last.sameTopic(event.origin())
          || last.offset() < event.origin().offset()) {
        highest.put(record.partition(), event.origin());
        taken.add(event);
      }
    }
    return taken;
  }
}
