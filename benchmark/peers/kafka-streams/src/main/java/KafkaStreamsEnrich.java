import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Arguments: Kafka, input topic, output topic, folder. */
public final class KafkaStreamsEnrich {
  private static final Map<String, String> CATEGORIES =
      Map.of(
          "google", "search_engine",
          "bing", "search_engine",
          "facebook", "social_media",
          "instagram", "social_media",
          "mailchimp", "email_marketing");
  private static final ObjectMapper JSON = new ObjectMapper();

  private KafkaStreamsEnrich() {}

  public static void main(String[] args) throws InterruptedException {
    StreamsBuilder builder = new StreamsBuilder();
    var bytes = Serdes.ByteArray();
    builder.stream(args[1], Consumed.with(bytes, bytes))
        .mapValues(KafkaStreamsEnrich::enrich)
        .to(args[2], Produced.with(bytes, bytes));
    KafkaStreams streams = new KafkaStreams(builder.build(), settings(args));
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    Thread.currentThread().join();
  }

  private static Properties settings(String[] args) {
    Properties p = new Properties();
    p.put("application.id", "streams-" + args[2]);
    p.put("bootstrap.servers", args[0]);
    p.put("state.dir", args[3]);
    p.put("num.stream.threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
    p.put("commit.interval.ms", "10000");
    p.put("statestore.cache.max.bytes", "0");
    p.put("auto.offset.reset", "earliest");
    p.put("producer.acks", "all");
    p.put("producer.linger.ms", "20");
    p.put("producer.batch.size", Integer.toString(256 * 1024));
    p.put("producer.compression.type", "lz4");
    p.put("producer.buffer.memory", Integer.toString(64 * 1024 * 1024));
    p.put("consumer.max.poll.records", "5000");
    p.put("consumer.fetch.max.bytes", Integer.toString(16 * 1024 * 1024));
    p.put("consumer.max.partition.fetch.bytes", Integer.toString(8 * 1024 * 1024));
    return p;
  }

  private static byte[] enrich(byte[] value) {
    try {
      ObjectNode event = (ObjectNode) JSON.readTree(value);
      String source = event.path("utm_source").asText();
      if (!source.isEmpty()) {
        event.put("source_category", CATEGORIES.getOrDefault(source, "other/unknown"));
      }
      String mail = event.path("user_custom_id").asText();
      if (!mail.isEmpty()) {
        int at = mail.indexOf('@');
        event.put("user_email_domain", at < 0 ? "n/a" : mail.substring(at + 1));
      }
      return JSON.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
