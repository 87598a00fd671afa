package io.eventmill.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How each client of the log is set, in one place; the numbers are measured, see RATIONALE.md. */
public final class ClientSettings {
  private ClientSettings() {}

  /** Collector: answer soon, batch only what is already waiting. */
  public static Map<String, Object> collectProducer(KafkaAddress kafka) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ProducerConfig.ACKS_CONFIG, "all");
    s.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    s.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    s.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    s.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    s.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.RAW_BYTES_MAX);
    s.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0); // called on event loops: refuse, never wait
    s.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.MAX_VALUE / 2); // a quiet topic stays known
    s.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    // Never given up: only the producer's own repetition is recognised by the broker. An event
    // given up and sent anew would stand on the log twice if the first had arrived after all.
    s.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    return s;
  }

  /** Replays: as the collector's, but on a thread that may wait, and in larger batches. */
  static Map<String, Object> replayProducer(KafkaAddress kafka) {
    Map<String, Object> s = collectProducer(kafka);
    s.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    s.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    return s;
  }

  /** Reads what an earlier process has left on a raw topic: headers only, all of it, once. */
  static Map<String, Object> tailConsumer(KafkaAddress kafka) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    s.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    s.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    s.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    s.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    return s;
  }

  /** Jobs: throughput first; 20 ms of linger are not seen by anyone. */
  public static Map<String, Object> jobProducer(KafkaAddress kafka) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ProducerConfig.ACKS_CONFIG, "all");
    s.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    s.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    s.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    s.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    s.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    s.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.PROCESSED_BYTES_MAX);
    return s;
  }

  /** Consumers keep their positions themselves, with their results; the group only shares work. */
  public static Map<String, Object> consumer(KafkaAddress kafka, String group) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    s.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    s.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    s.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * 1024 * 1024);
    s.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    return s;
  }

  /**
   * Consumers that share the partitions of their topics. All of a share goes back whenever somebody
   * comes or goes: each then begins where the store stands. Who is not heard of for ten seconds has
   * died.
   *
   * @param look how soon partitions that were added are seen
   */
  public static Map<String, Object> sharingConsumer(
      KafkaAddress kafka, String group, Duration look) {
    Map<String, Object> s = consumer(kafka, group);
    s.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RoundRobinAssignor.class.getName());
    s.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    s.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, look.toMillis());
    return s;
  }

  /** Questions about topics: a broker that is away is told of within a quarter of a minute. */
  public static Map<String, Object> admin(KafkaAddress kafka) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    s.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    return s;
  }
}
