package io.eventmill.topics.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.RawEvent;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawWriter;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path dir;

  @Test
  void keepsTopicsAndRecordsOverARestart() throws Exception {
    TopicSettings raw = TopicSettings.raw("raw", 2, (short) 1);
    Object idBefore;
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
      idBefore = ensure(kafka, raw);
      write(kafka, "first");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());

      assertThat(ensure(kafka, raw)).isEqualTo(idBefore);
      write(kafka, "second");
      assertThat(Log.read(kafka, "raw"))
          .extracting(r -> new String(r.value(), UTF_8))
          .containsExactlyInAnyOrder("first", "second");
    }
  }

  @Test
  void keepsEveryAcknowledgedEventWhenTheProcessIsKilled() throws Exception {
    Path out = dir.resolve("acknowledged.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritesUntilKilled.class.getName(),
                dir.resolve("kafka").toString())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    while (Files.readAllLines(out).size() < 200) {
      assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
    }
    process.destroyForcibly().waitFor();
    String lines = Files.readString(out);
    int acknowledged = (int) lines.chars().filter(c -> c == '\n').count();

    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      var values =
          Log.read(KafkaAddress.of(broker.bootstrapServers()), "raw").stream()
              .map(r -> new String(r.value(), UTF_8))
              .toList();

      assertThat(values).hasSizeGreaterThanOrEqualTo(acknowledged);
      for (int i = 0; i < acknowledged; i++) {
        assertThat(values.get(i)).isEqualTo("event " + (i + 1));
      }
    }
  }

  @Test
  void startsWhereAnEarlierStartGotHalfWay() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("whole"), 0)) {
      assertThat(broker.port()).isPositive();
    }
    Path half = Files.createDirectories(dir.resolve("half"));
    Files.copy(dir.resolve("whole/bootstrap.checkpoint"), half.resolve("bootstrap.checkpoint"));
    Files.writeString(half.resolve("meta.properties"), "#\n#Fri Nov 20 10:00:00 UTC");

    try (EmbeddedBroker broker = EmbeddedBroker.start(half, 0)) {
      KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
      ensure(kafka, TopicSettings.raw("raw", 1, (short) 1));
      write(kafka, "first");
    }
  }

  @Test
  void lastWordsSayWhereAndWhatToDo() {
    assertThat(LastWords.sentence(dir, null))
        .startsWith("eventmill: the embedded Kafka cannot go on in " + dir + " (")
        .contains(" MB are free on its disk) and has ended the process. Everything acknowledged")
        .endsWith("start again.");
  }

  @Test
  void saysWhichPortIsTakenAndHowToChooseAnother() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, other.getLocalPort()))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " on localhost is taken")
          .hasMessageContaining("--kafka-port");
    }
  }

  @Test
  void refusesAFolderThatAnotherBrokerUses() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir, 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir, 0))
          .isInstanceOf(BrokerStartException.class)
          .hasMessageContaining(dir.toString());

      KafkaAddress kafka = KafkaAddress.of(broker.bootstrapServers());
      ensure(kafka, TopicSettings.raw("raw", 1, (short) 1));
      write(kafka, "still answers");
    }
  }

  @Test
  void saysThatAFolderCannotBeWritten() {
    assertThatThrownBy(() -> EmbeddedBroker.start(Path.of("/proc/none"), 0))
        .isInstanceOf(BrokerStartException.class)
        .hasMessageContaining("cannot write Kafka's folder /proc/none");
  }

  private static Object ensure(KafkaAddress kafka, TopicSettings topic) {
    try (Topics topics = Topics.open(kafka)) {
      return topics.ensure(topic).id();
    }
  }

  private static void write(KafkaAddress kafka, String value) throws Exception {
    try (RawWriter writer = RawWriter.open(kafka)) {
      while (!writer.knows("raw")) {
        Thread.sleep(10);
      }
      var event = new RawEvent(value, "web", value, 1, value.getBytes(UTF_8), null, null);
      writer.write("raw", List.of(event)).toCompletableFuture().get();
    }
  }
}
