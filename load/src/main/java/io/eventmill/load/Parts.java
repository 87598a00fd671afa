package io.eventmill.load;

import java.util.ArrayList;
import java.util.List;

/** Cuts what has been read into batches within the limits; never an empty one. */
final class Parts {
  private Parts() {}

  static List<List<Taken>> of(List<Taken> records, LoadConfig config) {
    List<List<Taken>> parts = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      int size = records.get(i).bytes();
      boolean over = i - from >= config.eventsMax() || bytes + size > config.bytesMax();
      if (i > from && over) {
        parts.add(records.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    if (from < records.size()) {
      parts.add(records.subList(from, records.size()));
    }
    return parts;
  }
}
