package io.eventmill.load;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What a loader does when the partitions are shared out anew. What it has read and not written is
 * forgotten: whoever has the partition next reads it again, from where the store stands. A loader
 * that does not know yet that it has lost its share is refused by the store.
 */
record Share(Runnable lost, Consumer<Collection<TopicPartition>> taken)
    implements ConsumerRebalanceListener {
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    lost.run();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    taken.accept(partitions);
  }

  /** What failed while a share was taken, which the consumer wraps. */
  static RuntimeException reason(RuntimeException thrown) {
    boolean wrapped = thrown.getClass() == KafkaException.class;
    return wrapped && thrown.getCause() instanceof RuntimeException cause ? cause : thrown;
  }
}
