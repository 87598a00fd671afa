package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Event;
import io.eventmill.event.Origin;
import io.eventmill.topics.EnrichedRecords;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.Topics;
import io.eventmill.topics.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that die at every point, on a real log: what stands there is not written again. */
class RoutedOnceTest {
  private static final UUID RAW = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;
  private static Log log;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    log = new Log(kafka);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aRunThatDiesWhileItRepeatsKnowsWhatTheOneBeforeItWrote() throws Exception {
    String topic = made("repeats");
    List<RoutedEnd> first = new ArrayList<>();
    try (RoutedOnce run = run(List.of())) {
      assertThat(write(run, topic, RAW, 0, 10)).isEqualTo(10);
      first.addAll(run.snapshot(List.of(topic), List.of(0)));
      assertThat(write(run, topic, RAW, 10, 20)).isEqualTo(10);
    }
    List<RoutedEnd> second;
    try (RoutedOnce run = run(first)) {
      assertThat(write(run, topic, RAW, 10, 15)).isZero();
      second = run.snapshot(List.of(topic), List.of(0));
    }
    List<RoutedEnd> early;
    try (RoutedOnce run = run(first)) { // a checkpoint before it has met an event to route
      early = run.snapshot(List.of(topic), List.of(0));
    }
    try (RoutedOnce run = run(early)) {
      assertThat(write(run, topic, RAW, 10, 15)).isZero();
    }
    try (RoutedOnce run = run(second)) {
      assertThat(write(run, topic, RAW, 15, 22)).isEqualTo(2);
    }
  }

  @Test
  void whatAnotherSubtaskHoldsDoesNotHideWhatTheReaderWroteBehindTheCheckpoint() throws Exception {
    String topic = made("subtasks");
    List<RoutedEnd> start;
    try (RoutedOnce run = run(List.of())) {
      write(run, topic, RAW, 0, 5);
      start = run.snapshot(List.of(topic), List.of(0));
    }
    try (RoutedOnce reader = run(start);
        RoutedOnce other = run(start)) {
      List<RoutedEnd> ofReader = reader.snapshot(List.of(topic), List.of(0));
      write(reader, topic, RAW, 5, 9);
      List<RoutedEnd> ofOther = other.snapshot(List.of(topic), List.of(1));
      try (RoutedOnce next = run(Stream.concat(ofReader.stream(), ofOther.stream()).toList())) {
        assertThat(write(next, topic, RAW, 5, 10)).isEqualTo(1);
      }
    }
  }

  @Test
  void withoutANoteItLooksBackPastWhatOthersWrote() throws Exception {
    String topic = made("shared");
    try (RoutedOnce run = run(List.of())) {
      write(run, topic, RAW, 0, 3);
    }
    log.write(IntStream.range(0, 5_000).mapToObj(i -> record(topic, OTHER, i)).toList());

    try (RoutedOnce run = run(List.of())) {
      assertThat(write(run, topic, RAW, 0, 4)).isEqualTo(1);
    }
  }

  @Test
  void aRawTopicMadeAnewBeginsAnew() throws Exception {
    String topic = made("anew");
    List<RoutedEnd> notes;
    try (RoutedOnce run = run(List.of())) {
      write(run, topic, RAW, 0, 5);
      notes = run.snapshot(List.of(topic), List.of(0));
    }
    try (RoutedOnce run = new RoutedOnce(kafka, OTHER)) {
      run.restore(notes);
      assertThat(write(run, topic, OTHER, 0, 5)).isEqualTo(5);
    }
  }

  private static String made(String topic) {
    try (Topics topics = Topics.open(kafka)) {
      topics.ensure(Log.forEver(TopicSettings.processed(topic, 2, (short) 1)));
    }
    return topic;
  }

  private static RoutedOnce run(List<RoutedEnd> from) {
    RoutedOnce run = new RoutedOnce(kafka, RAW);
    run.restore(from);
    return run;
  }

  /** How many it let pass, which then stand on the topic. */
  private static int write(RoutedOnce run, String topic, UUID raw, int from, int to)
      throws Exception {
    List<ProducerRecord<byte[], byte[]>> records =
        IntStream.range(from, to)
            .filter(i -> run.isNew(topic, 0, i))
            .mapToObj(i -> record(topic, raw, i))
            .toList();
    log.write(records);
    return records.size();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, UUID raw, long offset) {
    Origin origin =
        new Origin(raw.getMostSignificantBits(), raw.getLeastSignificantBits(), 0, offset);
    return EnrichedRecords.encode(
        topic, null, 1, new Event(origin, "e" + offset, "web", "t", 0, 1, new byte[] {'{', '}'}));
  }
}
