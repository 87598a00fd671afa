package io.eventmill.load;

import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.load.LoadedTopic.Kind;
import io.eventmill.store.EventWriter;
import io.eventmill.store.PositionsMovedException;
import io.eventmill.store.StoreUnavailableException;
import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what stands on a pipeline's topics into one store: events and failed events as rows,
 * dropped ones as notes, raw records as counts. Exactly once in effect: the store keeps rows and
 * positions together, the loader starts at those positions and drops repeats by origin; so it may
 * die anywhere, and be started twice, and no row is missing or doubled. A store that is away is
 * waited for; only this loader lags meanwhile.
 */
public final class Loader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loader.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
  private static final Duration FINISH_MAX = Duration.ofMillis(1_500);

  private final KafkaAddress kafka;
  private final String group; // null: alone
  private final Map<String, LoadedTopic> topics = new LinkedHashMap<>();
  private final EventWriter writer;
  private final LoadConfig config;
  private final StoreSide store;
  private final RecordReader reader = new RecordReader();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, TopicProgress> progress = new HashMap<>();
  private final Map<String, TopicState> states = new HashMap<>();
  private final Map<String, List<Taken>> pending = new LinkedHashMap<>();
  private final LoaderGauge gauge = new LoaderGauge();
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private Topics known;
  private long checkedNanos;
  private int pendingRecords;
  private long pendingBytes;
  private long pendingSince;

  private Loader(
      String name,
      String group,
      KafkaAddress kafka,
      List<LoadedTopic> loaded,
      EventWriter writer,
      LoadConfig config) {
    this.kafka = kafka;
    this.group = group;
    loaded.forEach(topic -> topics.put(topic.name(), topic));
    this.writer = writer;
    this.config = config;
    this.store = new StoreSide(writer, config, closing, gauge::trouble, this::lookAtLag);
    this.thread = new Thread(this::run, "load-" + name);
  }

  /**
   * Starts a loader; the topics must exist. Problems later on show in {@link #state}.
   *
   * @param name of the store, for the thread
   */
  public static Loader start(
      String name,
      KafkaAddress kafka,
      List<LoadedTopic> loaded,
      EventWriter writer,
      LoadConfig config) {
    return started(new Loader(name, null, kafka, loaded, writer, config));
  }

  /**
   * Starts one of several loaders of a store, in any number of processes, that share the partitions
   * among them; when one dies, the others take over its share.
   *
   * @param group names all that share; for other topics or another store another one
   */
  public static Loader share(
      String group,
      KafkaAddress kafka,
      List<LoadedTopic> loaded,
      EventWriter writer,
      LoadConfig config) {
    return started(new Loader(group, group, kafka, loaded, writer, config));
  }

  private static Loader started(Loader loader) {
    loader.thread.start();
    return loader;
  }

  public LoaderState state() {
    return gauge.state(thread.isAlive());
  }

  private void run() {
    Map<String, Object> settings =
        group == null
            ? ClientSettings.consumer(kafka, "eventmill-load")
            : ClientSettings.sharingConsumer(kafka, group, config.topicCheck());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // a gap must not go unseen
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.eventsMax());
    consumer = new KafkaConsumer<>(settings, bytes(), bytes());
    try (Topics opened = Topics.open(kafka)) {
      known = opened;
      loadUntilClosed();
      finish();
    } finally {
      boolean interrupted = Thread.interrupted(); // the consumer would not close
      consumer.close(CloseOptions.timeout(ANSWER_MAX));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What is only counted needs no copy of its bytes. */
  private Deserializer<byte[]> bytes() {
    boolean countsOnly = topics.values().stream().allMatch(t -> t.kind() == Kind.RAW);
    return countsOnly ? (topic, unread) -> null : new ByteArrayDeserializer();
  }

  private void loadUntilClosed() {
    long pause = config.retryMin().toMillis();
    while (closing.getCount() > 0) {
      try {
        resume();
        load();
        pause = config.retryMin().toMillis();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (PositionsMovedException e) {
        LOG.warn("somebody else wrote to the store: {}; going on from there", e.getMessage());
      } catch (RuntimeException thrown) {
        RuntimeException e = Share.reason(thrown);
        gauge.trouble(e.getMessage());
        if (e instanceof StoreUnavailableException) {
          LOG.warn("{}; trying again in {} ms", e.getMessage(), pause);
        } else {
          LOG.warn("loading stopped, going on in {} ms", pause, e);
        }
        pause(pause);
        pause = Math.min(pause * 2, config.retryMax().toMillis());
      }
    }
  }

  /** Takes the positions from the store and reads on from them. */
  private void resume() {
    forget();
    lookAtStore();
    if (group == null) {
      consumer.assign(allPartitions());
    } else if (consumer.subscription().isEmpty()) {
      consumer.subscribe(topics.keySet(), new Share(this::forget, this::taken));
    }
    seek(consumer.assignment());
    gauge.trouble(null);
  }

  /** A share of the partitions is this loader's now; others may have written them until now. */
  private void taken(Collection<TopicPartition> partitions) {
    forget();
    lookAtStore();
    seek(partitions);
  }

  private void lookAtStore() {
    for (String topic : topics.keySet()) {
      TopicState state = known.describe(topic);
      states.put(topic, state);
      progress.put(topic, new TopicProgress(state, writer.positions(topic)));
    }
    checkedNanos = System.nanoTime();
  }

  private List<TopicPartition> allPartitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicProgress topic : progress.values()) {
      for (int p = 0; p < topic.partitions(); p++) {
        partitions.add(new TopicPartition(topic.name(), p));
      }
    }
    return partitions;
  }

  private void seek(Collection<TopicPartition> partitions) {
    for (TopicPartition p : partitions) {
      consumer.seek(p, progress.get(p.topic()).nextOffset(p.partition()));
    }
  }

  /** Reads and writes until closed, or until the topics are no longer those it began with. */
  private void load() {
    boolean same = true;
    while (closing.getCount() > 0 && same) {
      int before = pendingRecords;
      try {
        consumer.poll(pendingRecords == 0 ? IDLE_POLL : config.quiet()).forEach(this::take);
      } catch (OffsetOutOfRangeException e) {
        skipGap(e);
      }
      boolean quiet = pendingRecords == before;
      boolean full = pendingRecords >= config.eventsMax() || pendingBytes >= config.bytesMax();
      if (pendingRecords > 0 && (quiet || full || waitedLongEnough())) {
        same = write();
      } else if (pendingRecords == 0 && System.nanoTime() - checkedNanos >= topicCheckNanos()) {
        same = sameTopics();
      }
      gauge.lag(lag());
    }
  }

  /** False when a topic has got partitions, or was made anew. */
  private boolean sameTopics() {
    checkedNanos = System.nanoTime();
    boolean same = known.find(topics.keySet()).equals(states);
    if (!same) {
      LOG.info("the topics have changed; going on from what the store says of them");
    }
    return same;
  }

  private long topicCheckNanos() {
    return config.topicCheck().toNanos();
  }

  private boolean waitedLongEnough() {
    return System.nanoTime() - pendingSince >= config.delayMax().toNanos();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    Taken taken = reader.read(record, topics.get(topic), states.get(topic).id());
    if (taken.origin() != null && !progress.get(topic).isNew(taken.partition(), taken.origin())) {
      gauge.repeat();
      taken = taken.asRepeat();
    }
    if (pendingRecords == 0) {
      pendingSince = System.nanoTime();
    }
    pending.computeIfAbsent(topic, t -> new ArrayList<>()).add(taken);
    pendingRecords++;
    pendingBytes += taken.bytes();
  }

  /**
   * Writes what is pending. The topics are looked at first: what was read from one that was made
   * anew unnoticed began somewhere in its middle, and must not count.
   *
   * @return false when the topics have changed and nothing was written
   */
  private boolean write() {
    if (!sameTopics()) {
      forget();
      return false;
    }
    for (Map.Entry<String, List<Taken>> topic : pending.entrySet()) {
      for (List<Taken> part : Parts.of(topic.getValue(), config)) {
        if (!store.write(progress.get(topic.getKey()), part)) {
          forget(); // closing; the store's positions say where to go on
          return true;
        }
        part.forEach(this::count);
      }
    }
    forget();
    return true;
  }

  private void forget() {
    pending.clear();
    pendingRecords = 0;
    pendingBytes = 0;
  }

  private void count(Taken taken) {
    if (taken.outcome() instanceof FailedEvent) {
      gauge.failed();
    } else if (taken.outcome() instanceof Event || taken.row() != null) {
      gauge.event();
    }
  }

  private long lag() {
    long lag = pendingRecords;
    for (TopicPartition p : consumer.assignment()) {
      lag += consumer.currentLag(p).orElse(0);
    }
    return lag;
  }

  /** While the store is away: what piles up meanwhile. */
  private void lookAtLag() {
    long lag = 0;
    try {
      for (var end : consumer.endOffsets(consumer.assignment(), ANSWER_MAX).entrySet()) {
        TopicPartition p = end.getKey();
        lag += Math.max(0, end.getValue() - progress.get(p.topic()).nextOffset(p.partition()));
      }
      gauge.lag(lag);
    } catch (KafkaException e) {
      LOG.debug("no lag: Kafka does not answer either", e);
    }
  }

  /** Where the store stands, the topic has nothing any more: say so, and read what there is. */
  private void skipGap(OffsetOutOfRangeException e) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(e.partitions());
    e.offsetOutOfRangePartitions()
        .forEach(
            (p, offset) -> {
              long begin = begins.get(p);
              if (begin > offset) {
                LOG.error(
                    "{}: records {} to {} were deleted before they were loaded; raise the topic's"
                        + " retention, or find out why the store lagged",
                    p,
                    offset,
                    begin - 1);
              } else {
                LOG.error("{} ends before offset {}; reading it from its beginning", p, offset);
              }
              consumer.seek(p, begin);
            });
  }

  /** What has been read is written before the end, if the store takes it. */
  private void finish() {
    try {
      write();
    } catch (RuntimeException e) {
      LOG.info("stopped with records that the store did not take; they are read again", e);
    }
  }

  private void pause(long millis) {
    try {
      closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Finishes the batch in hand and stops, within seconds also when Kafka or the store is away: what
   * was not written is read again by the next loader.
   */
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(FINISH_MAX.toMillis());
      if (thread.isAlive()) { // waits for an answer that does not come
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
