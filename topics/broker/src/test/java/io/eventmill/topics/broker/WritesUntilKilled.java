package io.eventmill.topics.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.RawEvent;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that writes event after event and prints how many are acknowledged. */
final class WritesUntilKilled {
  private WritesUntilKilled() {}

  public static void main(String[] args) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), 0);
    KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(TopicSettings.raw("raw", 1, (short) 1).with("flush.messages", "1"));
    }
    RawWriter writer = RawWriter.open(kafka);
    while (!writer.knows("raw")) {
      Thread.sleep(10);
    }
    for (int i = 1; ; i++) {
      byte[] value = ("event " + i).getBytes(UTF_8);
      var event = new RawEvent("id-" + i, "web", "key", i, value, null, null);
      writer.write("raw", List.of(event)).toCompletableFuture().get();
      System.out.println(i);
      System.out.flush();
    }
  }
}
