package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.topics.EnrichedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events of some partitions, with late, too late, tied and future ones, and what a plain loop over
 * them counts.
 *
 * @param partitions the events of each, in the order of their origins
 */
record CountHistory(List<List<Event>> partitions) {
  static final long SECOND = 1_000_000;
  static final long EVERY = 10 * SECOND;
  static final long LATENESS = 20 * SECOND;
  private static final String[] TYPES = {"session_start", "session_end", "Link-Clicked X", "0x"};

  static CountHistory generated(int seed, int partitions, int eventsEach) {
    Random random = new Random(seed);
    List<List<Event>> all = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      List<Event> events = new ArrayList<>();
      long now = 1_465_583_530 * SECOND + random.nextInt(100) * SECOND;
      for (int i = 0; i < eventsEach; i++) {
        now += random.nextInt(3) * SECOND / 2;
        long time =
            switch (random.nextInt(10)) {
              case 0 -> now - random.nextInt(25) * SECOND;
              case 1 -> now - random.nextInt(120) * SECOND;
              case 2 -> now + random.nextInt(10_000) * SECOND;
              default -> now;
            };
        events.add(event(p, i, time, now / 1_000, TYPES[random.nextInt(TYPES.length)]));
      }
      all.add(events);
    }
    return new CountHistory(all);
  }

  static Event event(int partition, long offset, long micros, long received, String type) {
    byte[] json = "{\"event_type\":\"%s\",\"n\":%d}".formatted(type, offset).getBytes(UTF_8);
    String id = "e-" + partition + "-" + offset;
    return new Event(new Origin(7, 8, partition, offset), id, "m", type, micros, received, json);
  }

  /** The events as processing writes them; some again, as after a crash. */
  List<ProducerRecord<byte[], byte[]>> records(String topic, Random random) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (List<Event> events : partitions) {
      for (int i = 0; i < events.size(); i++) {
        records.add(EnrichedRecords.encode(topic, null, 1_000, events.get(i)));
        if (random.nextInt(20) == 0) {
          for (Event again : events.subList(Math.max(0, i - random.nextInt(30)), i + 1)) {
            records.add(EnrichedRecords.encode(topic, null, 1_000, again));
          }
        }
      }
    }
    return records;
  }

  /** Rows by id. */
  Map<String, String> plainLoop() {
    Map<String, Integer> totals = new TreeMap<>();
    Map<String, String> heads = new TreeMap<>();
    Map<String, String> rows = new TreeMap<>();
    for (List<Event> events : partitions) {
      long clock = Long.MIN_VALUE;
      for (Event event : events) {
        long start = Math.floorDiv(event.timeMicros(), EVERY) * EVERY;
        boolean late = clock > start + EVERY + LATENESS;
        clock = Math.max(clock, Math.min(event.timeMicros(), event.receivedMillis() * 1_000));
        boolean plain = !Character.isDigit(event.type().charAt(0));
        String key = start / SECOND + (plain ? event.type() : "[\"" + event.type() + "\"]");
        String id = late ? key + "@" + event.origin().asId() : key;
        String head =
            "{\"id\":\"%s\",\"window_start_time\":%d,\"event_type\":\"%s\",\"count\":"
                .formatted(id.replace("\"", "\\\""), start / SECOND, event.type());
        if (late) {
          rows.put(id, head + "1,\"late\":true}");
        } else {
          totals.merge(id, 1, Integer::sum);
          heads.put(id, head);
        }
      }
    }
    totals.forEach((id, total) -> rows.put(id, heads.get(id) + total + "}"));
    return rows;
  }
}
