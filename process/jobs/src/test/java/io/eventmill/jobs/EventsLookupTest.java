package io.eventmill.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import io.eventmill.jobs.embedded.EmbeddedFlink;
import io.eventmill.jobs.embedded.FlinkConfig;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.store.postgres.PostgresConfig;
import io.eventmill.store.postgres.PostgresReferences;
import io.eventmill.testkit.PostgresUnderTest;
import io.eventmill.topics.FailedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows from a real database that steps and rules behind cannot do anything with: the event goes on
 * without them, since the same event might find another row after a crash.
 */
class EventsLookupTest {
  private static final String PIPELINE =
      """
      name: rated
      sources:
        rated:
          topics: {partitions: 1}
          event: {id: /n, type: /t, time: /u}
      enrich:
        - lookup: {from: shop.rates, by: /currency, take: {rate: rate, note: note}}
        - expression: {into: total, value: 'event.price * double(event.rate)'}
        - expression: {into: half, value: 'event.price / 2.0'}
      routes:
        - {name: noted, source: rated, when: 'double(event.note) > 1.0', to: noted}
      """;

  @TempDir Path dir;

  @Test
  void aRowDecidesNotWhetherAnEventFails() throws Exception {
    var pipeline = PipelineFile.parse(PIPELINE).pipeline();
    try (PostgresUnderTest postgres = PostgresUnderTest.start(dir.resolve("postgres"));
        EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
        EmbeddedFlink flink = EmbeddedFlink.start(new FlinkConfig(dir.resolve("flink"), 0, 2, 1))) {
      postgres.execute(
          "CREATE SCHEMA shop",
          "CREATE TABLE shop.rates (id varchar PRIMARY KEY, rate varchar, note varchar)",
          "INSERT INTO shop.rates VALUES ('eur', '1.5', '2'), ('bad', 'much', '2'), ('odd', '3', 'x')");
      var config =
          PostgresConfig.at(postgres.url(), "postgres", null, "shop", PostgresConfig.Tls.PREFER);
      KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
      Log log = new Log(kafka);
      log.makeTopics("rated", 1);
      try (Topics topics = Topics.open(kafka)) {
        topics.ensure(Log.forEver(TopicSettings.processed("noted", 1, (short) 1)));
      }
      log.write(
          Stream.of(
                  event(1, "2.0", "eur"),
                  event(2, "2.0", "bad"),
                  event(3, "2.0", "odd"),
                  event(4, "\"x\"", "eur"),
                  event(5, "2.0", "none"))
              .map(e -> new ProducerRecord<byte[], byte[]>("raw-rated", 0, null, e))
              .toList());

      flink.submit(
          EventsJob.name(pipeline),
          new EventsWiring(
              kafka,
              () -> QuickJobs.rules(pipeline).now(),
              QuickJobs.CONFIG,
              lookup -> new PostgresReferences(config)));

      assertThat(texts(log, "enriched-rated", 4))
          .containsExactly(
              sent(1, "2.0", "eur")
                  + ",\"rate\":\"1.5\",\"note\":\"2\",\"total\":3.0,\"half\":1.0}",
              sent(2, "2.0", "bad") + ",\"half\":1.0}",
              sent(3, "2.0", "odd") + ",\"half\":1.0}",
              sent(5, "2.0", "none") + ",\"half\":1.0}");
      FailedEvent failed = new FailedRecords().decode(log.read("failed-rated", 1).get(0));
      assertThat(failed.id()).isEqualTo("4");
      assertThat(failed.reason()).isEqualTo(Reason.ENRICH_FAILED);
      assertThat(texts(log, "noted", 1)).containsExactly(sent(1, "2.0", "eur") + "}");
    }
  }

  private static List<String> texts(Log log, String topic, int least) {
    return log.read(topic, least).stream().map(r -> new String(r.value(), UTF_8)).toList();
  }

  private static byte[] event(int n, String price, String currency) {
    return (sent(n, price, currency) + "}").getBytes(UTF_8);
  }

  private static String sent(int n, String price, String currency) {
    return "{\"n\":%d,\"t\":\"a\",\"u\":1,\"price\":%s,\"currency\":\"%s\""
        .formatted(n, price, currency);
  }
}
