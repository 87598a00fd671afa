package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A process of its own that archives a steady stream of events until it is killed. */
final class ArchivesUntilKilled {
  static final String ARCHIVE = "from: raw, compression: gzip, roll: {every: 1s, count: 500}";

  private ArchivesUntilKilled() {}

  public static void main(String[] args) throws InterruptedException {
    LakeMill mill = LakeMill.start(Path.of(args[0]), 2);
    mill.submit(LakeMill.pipeline(ARCHIVE));
    var producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(mill.log().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int i = 0; ; i++) {
      producer.send(new ProducerRecord<>("raw-web", i % 2, null, RawTraffic.event(i * 40)));
      if (i % 10 == 0) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }
}
