package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A process of its own that archives a steady stream of events until it is killed. */
final class ArchivesUntilKilled {
  static final String ARCHIVE = "from: raw, compression: gzip, roll: {every: 1s, count: 500}";

  private ArchivesUntilKilled() {}

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> fileSystems = new HashMap<>();
    for (int i = 3; i < args.length; i++) {
      fileSystems.put(args[i].split("=", 2)[0], args[i].split("=", 2)[1]);
    }
    LakeMill mill = LakeMill.start(Path.of(args[0]), 2, fileSystems);
    mill.submit(
        args.length > 1 ? LakeMill.pipelineTo(args[1], args[2]) : LakeMill.pipeline(ARCHIVE));
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
