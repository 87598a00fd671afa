package io.eventmill.collect.spool;

import io.eventmill.event.RawEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledged events that the log refuses for good, such as one that is larger than the topic
 * allows. They must not hold up the others and must not be lost: they lie in a file of their own,
 * and each start tries them again, as by then the topic may have been changed.
 */
final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  private final Path file;
  private volatile long events;

  SetAside(Path dir) {
    file = dir.resolve("set-aside");
  }

  long events() {
    return events;
  }

  /** False when it cannot be written: then the drainer tries again. */
  boolean put(String topic, RawEvent event, String why) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      SpooledBatch alone = new SpooledBatch(0, topic, List.of(event), new BitSet());
      Segment.writeFully(channel, new BatchRecord().encode(alone));
      channel.force(true);
    } catch (IOException e) {
      LOG.error("cannot write {}", file, e);
      return false;
    }
    events++;
    LOG.error(
        "the log refuses event {} of topic {} for good ({}); it is kept in {} and tried again at"
            + " the next start: raise max.message.bytes of the topic before",
        event.id(),
        topic,
        why,
        file);
    return true;
  }

  /** What an earlier process has set aside. */
  List<SpooledBatch> read() throws IOException {
    List<SpooledBatch> all = new ArrayList<>();
    if (Files.exists(file)) {
      try (SegmentReader reader = new SegmentReader(file, 0)) {
        long size = Files.size(file);
        SpooledBatch batch = reader.next(size);
        while (batch != null) {
          all.add(batch);
          batch = reader.next(size);
        }
      }
    }
    return all;
  }

  /** They are in the spool again. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }
}
