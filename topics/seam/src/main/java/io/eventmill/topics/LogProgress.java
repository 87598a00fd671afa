package io.eventmill.topics;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How far writers and readers of the log have come. Changes nothing. Every call ends within ten
 * seconds, with an answer or a {@link TopicException}.
 */
public final class LogProgress implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 10;

  private final Admin admin;
  private final String address;

  private LogProgress(Admin admin, String address) {
    this.admin = admin;
    this.address = address;
  }

  public static LogProgress open(KafkaAddress kafka) {
    return new LogProgress(Admin.create(ClientSettings.admin(kafka)), kafka.bootstrapServers());
  }

  /**
   * Up to which offset, excluded, a group says it is done, by partition; a partition of which it
   * has said nothing is absent.
   */
  public Map<Integer, Long> done(String group, String topic) {
    Map<Integer, Long> done = new HashMap<>();
    await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
            "ask how far group " + group + " is")
        .forEach(
            (partition, at) -> {
              if (partition.topic().equals(topic) && at != null) {
                done.put(partition.partition(), at.offset());
              }
            });
    return done;
  }

  /** The offset of the first record that still stands there. */
  public Map<TopicPlace, Long> begins(Collection<TopicPlace> places) {
    return offsets(places, OffsetSpec.earliest());
  }

  /** The offset that the next record will have. */
  public Map<TopicPlace, Long> ends(Collection<TopicPlace> places) {
    return offsets(places, OffsetSpec.latest());
  }

  private Map<TopicPlace, Long> offsets(Collection<TopicPlace> places, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> asked =
        places.stream()
            .collect(toMap(p -> new TopicPartition(p.topic(), p.partition()), p -> which));
    return await(admin.listOffsets(asked).all(), "ask for offsets").entrySet().stream()
        .collect(
            toMap(
                o -> new TopicPlace(o.getKey().topic(), o.getKey().partition()),
                o -> o.getValue().offset()));
  }

  private <T> T await(KafkaFuture<T> answer, String what) {
    try {
      return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new TopicException(
          "could not %s on Kafka at %s: %s".formatted(what, address, e.getCause().getMessage()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new TopicException(
          "could not %s: Kafka at %s did not answer".formatted(what, address), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1)); // nobody waits for an answer any more
  }
}
