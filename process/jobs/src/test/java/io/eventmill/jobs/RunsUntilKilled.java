package io.eventmill.jobs;

import io.eventmill.topics.ClientSettings;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A process of its own that processes a steady stream of events until it is killed. */
final class RunsUntilKilled {
  private RunsUntilKilled() {}

  public static void main(String[] args) throws InterruptedException {
    Mill mill =
        args.length == 1
            ? Mill.start(Path.of(args[0]), 2)
            : Mill.start(Path.of(args[0]), 2, () -> RulesTest.evenOrOdd(args[1]));
    var producer =
        new KafkaProducer<>(
            ClientSettings.jobProducer(mill.log().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    for (int i = 0; ; i++) {
      producer.send(new ProducerRecord<>("raw-web", i % 2, null, RawTraffic.event(i)));
      if (i >= 50 && i % 5 == 0) { // some come again
        producer.send(new ProducerRecord<>("raw-web", i % 2, null, RawTraffic.event(i - 50)));
      }
      if (i % 10 == 0) {
        TimeUnit.MILLISECONDS.sleep(1); // some thousand a second
      }
    }
  }
}
