package io.eventmill.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A small table kept in a compacted topic of one partition and shared by any number of processes.
 * Each process holds the whole table in memory and follows the log. A write is decided on the table
 * as it stands, is kept by all in-sync replicas before it counts, and is in the caller's own table
 * when {@link #write} returns; between deciding and writing no other process can write. If the
 * process dies, what it has written whole stays and what it has written in part is as if it never
 * was; the table is read from the log at the next start.
 */
public final class CompactedLog implements AutoCloseable {
  /** How long a writer that lost its turn waits at most before it tries again, for each try. */
  private static final long BACK_OFF_MILLIS_MAX = 50;

  private final CompactedLogSettings settings;
  private final RandomGenerator random;
  private final Admin admin;
  private final CompactedTopic topic;
  private final LogReader reader;
  private final FencedWriter writer;
  private final ReentrantLock writing = new ReentrantLock(true);

  /**
   * A row of the table.
   *
   * @param value null: the row is deleted
   */
  public record Entry(String key, String value) {
    public Entry {
      Objects.requireNonNull(key, "key is null");
    }
  }

  /**
   * What was decided.
   *
   * @param entries written all or none; empty: nothing to change
   */
  public record Change<T>(List<Entry> entries, T result) {
    public Change {
      entries = List.copyOf(entries);
    }
  }

  private CompactedLog(
      KafkaAddress kafka,
      CompactedLogSettings settings,
      Consumer<Entry> table,
      RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    admin = Admin.create(adminSettings(kafka));
    topic = new CompactedTopic(admin, settings);
    reader =
        new LogReader(
            new KafkaConsumer<>(
                readerSettings(kafka), new StringDeserializer(), new StringDeserializer()),
            settings.topic(),
            table);
    writer =
        new FencedWriter(
            settings.topic(),
            () ->
                new KafkaProducer<>(
                    writerSettings(kafka), new StringSerializer(), new StringSerializer()));
  }

  /**
   * Makes the topic if there is none, hands all its entries to the table and returns. From then on
   * the table is called from one other thread, for this process's writes too.
   */
  public static CompactedLog open(
      KafkaAddress kafka,
      CompactedLogSettings settings,
      Consumer<Entry> table,
      RandomGenerator random) {
    CompactedLog log = new CompactedLog(kafka, settings, table, random);
    try {
      log.topic.makeOrCheck();
      log.reader.start();
      log.reader.awaitPosition(log.topic.end(settings.timeout()), settings.startTimeout());
      return log;
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /**
   * Asks for a decision and writes it. When another process writes in between, nothing of the
   * decision is kept and it is asked for again on the newer table; so it must have no effect of its
   * own. What the decision throws goes to the caller, and nothing is written.
   */
  public <T> T write(Supplier<Change<T>> decision) {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    lock(deadline);
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return writeOnce(decision, deadline);
        } catch (FencedWriter.FencedException e) {
          backOff(attempt, deadline, e);
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Returns when the table holds all that was on the log at the time of the call. */
  public void catchUp() {
    catchUp(settings.timeout());
  }

  private void catchUp(Duration timeout) {
    long read = reader.position();
    long end = topic.end(timeout);
    if (end < read) {
      reader.stopAtGap(end);
    }
    reader.awaitPosition(end, timeout);
  }

  /** Why the table is no longer kept up, if it is not. */
  public Optional<String> problem() {
    return Optional.ofNullable(reader.failure()).map(Throwable::toString);
  }

  private <T> T writeOnce(Supplier<Change<T>> decision, long deadline)
      throws FencedWriter.FencedException {
    writer.takeTurn();
    catchUp(left(deadline));
    Change<T> change = decision.get();
    if (!change.entries().isEmpty()) {
      long last = writer.write(change.entries());
      reader.awaitPosition(last + 1, left(deadline));
    }
    return change.result();
  }

  private void lock(long deadline) {
    try {
      if (writing.tryLock(left(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new LogAwayException(
        "topic %s: other writes took longer than %s"
            .formatted(settings.topic(), settings.timeout()),
        null);
  }

  private void backOff(int attempt, long deadline, Exception lost) {
    if (left(deadline).compareTo(Duration.ofMillis(1)) <= 0) {
      throw new LogAwayException(
          "topic %s: other processes kept writing for %s"
              .formatted(settings.topic(), settings.timeout()),
          lost);
    }
    try {
      Thread.sleep(random.nextLong(1 + BACK_OFF_MILLIS_MAX * Math.min(attempt, 10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogAwayException("interrupted", e);
    }
  }

  /** At least a millisecond, so that the wait itself says what it waited for. */
  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1_000_000));
  }

  private Map<String, Object> adminSettings(KafkaAddress kafka) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    s.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    return s;
  }

  /** Follows one partition on its own; a position that is gone is an error, not a new start. */
  private static Map<String, Object> readerSettings(KafkaAddress kafka) {
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    s.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    s.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return s;
  }

  private Map<String, Object> writerSettings(KafkaAddress kafka) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    Map<String, Object> s = new HashMap<>(kafka.settings());
    s.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    s.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "eventmill-log-" + settings.topic());
    s.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    s.put(ProducerConfig.ACKS_CONFIG, "all");
    s.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    s.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, settings.recordBytesMax() + 1024);
    s.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    s.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    s.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    s.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
    return s;
  }

  /** What is being written now is finished first. */
  @Override
  public void close() {
    writing.lock();
    try {
      writer.close();
      reader.close();
      admin.close(Duration.ofSeconds(1));
    } finally {
      writing.unlock();
    }
  }
}
