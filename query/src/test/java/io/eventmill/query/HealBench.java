package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.load.LoadConfig;
import io.eventmill.load.LoadedTopic;
import io.eventmill.load.Loader;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.query.heal.Trial;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import io.eventmill.store.Batch;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.Position;
import io.eventmill.store.duckdb.DuckDbConfig;
import io.eventmill.store.duckdb.DuckDbStore;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker and a real store, the ledger's loader between them, and the server over both. */
final class HealBench implements AutoCloseable {
  static final int PARTITIONS = 2;
  private static final String RAW = "raw-web";

  final Pipeline pipeline =
      PipelineFile.parse(
              """
              name: test
              sources:
                web:
                  topics: {raw: raw-web, enriched: e, failed: f, dropped: d, partitions: 2}
                  event: {id: /id, type: /type, time: /time}
              """)
          .pipeline();
  final EmbeddedBroker broker;
  final KafkaAddress kafka;
  final DuckDbStore store;
  final UUID topicId;
  private final QueryServer server;
  private long written;
  private Loader ledger;

  HealBench(Path folder) throws Exception {
    broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    store = DuckDbStore.open(DuckDbConfig.in(folder.resolve("store")));
    try (Topics topics = Topics.open(kafka)) {
      topicId = topics.ensure(TopicSettings.raw(RAW, PARTITIONS, (short) 1)).id();
    }
    Trial trial = source -> source.equals("web") ? judge() : null;
    server =
        new QueryServer(
            new QueryParts(
                store,
                pipeline.sources(),
                kafka,
                trial,
                new FixedAudit(),
                null,
                List.of(),
                List.of(),
                store.tables()),
            Configs.withPieceBytes(20_000),
            QueryServer.CLOCK);
  }

  private Trial.Judge judge() {
    EventSteps steps = EventSteps.of(pipeline, pipeline.source("web"), SchemaPins.none());
    return f ->
        steps.process(
            new RawRecord(
                f.origin(), f.ownId(), f.receivedMillis(), f.attempts() + 1, f.sender(), f.body()));
  }

  QueryServer server() {
    return server;
  }

  void countRaw() {
    ledger =
        Loader.start(
            "ledger",
            kafka,
            List.of(LoadedTopic.raw(RAW, "web")),
            store.writer(),
            LoadConfig.defaults());
  }

  /** Failed events as processing would have left them. */
  void failed(List<FailedEvent> events) {
    Position before = written == 0 ? null : at(written);
    written += events.size();
    store
        .writer()
        .write(
            new Batch(
                "f",
                List.of(),
                events,
                before == null ? Map.of() : Map.of(0, before),
                Map.of(0, at(written))));
  }

  private static Position at(long offset) {
    return new Position(new UUID(5, 5), offset, null);
  }

  /** Number, partition and offset go together. */
  FailedEvent event(int number, Reason reason, String body) {
    return event("web", number, reason, body.getBytes(UTF_8));
  }

  FailedEvent event(String source, int number, Reason reason, byte[] body) {
    return new FailedEvent(
        origin(number % PARTITIONS, -1_000_000 + number),
        "id-" + number,
        source,
        "process",
        reason,
        "It is wrong.",
        null,
        null,
        1_700_000_000_000L + number / 7,
        1 + number % 3,
        new Sender(("k" + number).getBytes(UTF_8), "192.0.2.7".getBytes(UTF_8), new byte[] {-1}),
        body);
  }

  /** Before the first record of the real topic: as if deleted long ago. */
  Origin origin(int partition, long offset) {
    return new Origin(
        topicId.getMostSignificantBits(), topicId.getLeastSignificantBits(), partition, offset);
  }

  long unreplayed() {
    return store.failures().count(FailedFilter.ALL.notReplayed());
  }

  /** All that stands on raw, read by a client that is not ours. */
  List<ConsumerRecord<byte[], byte[]>> raw() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      for (int p = 0; p < PARTITIONS; p++) {
        TopicPartition partition = new TopicPartition(RAW, p);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
          consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
        }
      }
    }
    return records;
  }

  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited for " + what);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    if (ledger != null) {
      ledger.close();
    }
    store.close();
    broker.close();
  }
}
