package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.topics.HeaderNames;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Raw records of all kinds that come: good and bad, from the collector and from others. */
final class RawTraffic {
  private RawTraffic() {}

  /** No two of them have the same id, also those of another seed. */
  static List<ProducerRecord<byte[], byte[]>> mixed(
      String topic, int partitions, int count, long seed) {
    Random random = new Random(seed);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int i = (int) seed * 100_000 + n;
      byte[] value =
          switch (random.nextInt(8)) {
            case 0 -> ("{\"event_id\":\"e-" + i + "\", cut").getBytes(UTF_8);
            case 1 -> null;
            case 2 -> new byte[] {(byte) 0xff, 0, 1, 2};
            default -> event(i);
          };
      var record =
          new ProducerRecord<>(
              topic, random.nextInt(partitions), 1_700_000_000_000L + i, new byte[] {1}, value);
      if (random.nextBoolean()) {
        record.headers().add(HeaderNames.ID, ("h-" + i).getBytes(UTF_8));
        record.headers().add(HeaderNames.RECEIVED, ByteBuffer.allocate(8).putLong(i).array());
      }
      records.add(record);
    }
    return records;
  }

  static boolean isGood(byte[] value) {
    return value != null && value[value.length - 1] == '}';
  }

  static byte[] event(int i) {
    return ("{\"event_id\":\"e-"
            + i
            + "\", \"event_type\":\"view\", \"at\":"
            + (1_767_225_600L + i)
            + "}")
        .getBytes(UTF_8);
  }

  /** A pipeline without enrichments, so that an enriched event is its raw bytes. */
  static String yaml(String pipeline, String... sources) {
    StringBuilder yaml = new StringBuilder("name: " + pipeline + "\nsources:\n");
    for (String source : sources) {
      yaml.append("  ").append(source).append(":\n");
      yaml.append("    event: {id: /event_id, type: /event_type, time: /at}\n");
    }
    return yaml.toString();
  }
}
