package io.eventmill.topics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Writes entries as one transaction under an id that all writers of a topic share. The broker lets
 * only the writer that came last commit, so a commit that succeeds proves that nobody else has
 * written since this one took its turn.
 */
final class FencedWriter implements AutoCloseable {
  private final String topic;
  private final Supplier<Producer<String, String>> producers;
  private Producer<String, String> producer;

  FencedWriter(String topic, Supplier<Producer<String, String>> producers) {
    this.topic = topic;
    this.producers = producers;
  }

  /**
   * Takes the turn, unless it is still ours. An unfinished transaction of another writer is over
   * when this returns: committed or gone.
   */
  void takeTurn() {
    if (producer != null) {
      return;
    }
    producer = producers.get();
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      throw giveUp(e);
    }
  }

  /**
   * All or nothing.
   *
   * @return the last record's offset
   * @throws FencedException another writer took its turn; nothing of this was written
   */
  long write(List<CompactedLog.Entry> entries) throws FencedException {
    try {
      producer.beginTransaction();
      Future<RecordMetadata> last = null;
      for (CompactedLog.Entry entry : entries) {
        last = producer.send(new ProducerRecord<>(topic, 0, entry.key(), entry.value()));
      }
      producer.commitTransaction();
      return last.get().offset();
    } catch (KafkaException e) {
      if (fenced(e)) {
        drop();
        throw new FencedException(e);
      }
      throw giveUp(e);
    } catch (ExecutionException e) {
      throw giveUp(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw giveUp(e);
    }
  }

  /**
   * The last is the answer when the other's turn has ended our transaction and the broker takes our
   * commit for one sent twice: it was not ours that committed, every turn and commit counts on.
   */
  private static boolean fenced(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProducerFencedException
          || cause instanceof InvalidProducerEpochException
          || cause instanceof InvalidTxnStateException) {
        return true;
      }
    }
    return false;
  }

  private LogAwayException giveUp(Throwable e) {
    drop();
    return new LogAwayException("topic " + topic + " cannot be written: " + e.getMessage(), e);
  }

  /** The next turn begins with a new producer: this one's transaction is in an unknown state. */
  private void drop() {
    Producer<String, String> old = producer;
    producer = null;
    old.close(Duration.ZERO);
  }

  @Override
  public void close() {
    if (producer != null) {
      drop();
    }
  }

  /** Another writer took its turn in between. */
  static final class FencedException extends Exception {
    private static final long serialVersionUID = 1L;

    FencedException(Throwable cause) {
      super(cause);
    }
  }
}
