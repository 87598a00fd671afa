package io.eventmill.topics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows a compacted topic from its first record and hands every committed entry to the table, in
 * order, on a thread of its own. When it can no longer promise that the table is whole (the topic
 * was cut or made anew, the table refused an entry) it stops and says so to all who wait.
 */
final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<String, String> consumer;
  private final TopicPartition partition;
  private final Consumer<CompactedLog.Entry> table;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long position;
  private RuntimeException failure;
  private volatile boolean closed;

  LogReader(
      KafkaConsumer<String, String> consumer, String topic, Consumer<CompactedLog.Entry> table) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, 0);
    this.table = table;
    this.thread = new Thread(this::run, "log-reader-" + topic);
    thread.setDaemon(true);
  }

  void start() {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    thread.start();
  }

  /** Returns when the table holds every entry before {@code offset}. */
  void awaitPosition(long offset, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        if (failure != null) {
          throw new LogAwayException(
              "topic " + partition.topic() + " is no longer followed: " + failure.getMessage(),
              failure);
        }
        if (position >= offset) {
          return;
        }
        if (left <= 0) {
          throw new LogAwayException(
              "topic %s: read up to offset %d of %d within %s"
                  .formatted(partition.topic(), position, offset, timeout),
              null);
        }
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogAwayException("interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /** Every record before this offset is in the table. */
  long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  /** The topic ended before what was read of it: it is another one. */
  void stopAtGap(long end) {
    tell(
        -1,
        new IllegalStateException(
            "the topic ends at offset %d but was read further: it was made anew; restart"
                .formatted(end)));
  }

  /** What stopped the reader, or null. */
  RuntimeException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!closed) {
        readSome();
      }
    } catch (WakeupException e) {
      // closed
    } catch (RuntimeException e) {
      tell(-1, e);
    } finally {
      consumer.close();
    }
  }

  private void readSome() {
    try {
      for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
        table.accept(new CompactedLog.Entry(record.key(), record.value()));
      }
      // Behind the last record may stand the marker of its transaction: the position knows.
      tell(consumer.position(partition), null);
    } catch (InvalidOffsetException | WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      pause(); // e.g. not allowed for now, no position yet: who waits is told by their time-out
    }
  }

  private void pause() {
    lock.lock();
    try {
      boolean unused = moved.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void tell(long newPosition, RuntimeException stopped) {
    lock.lock();
    try {
      position = Math.max(position, newPosition);
      failure = failure == null ? stopped : failure;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
