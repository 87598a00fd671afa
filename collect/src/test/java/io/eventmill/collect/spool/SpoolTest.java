package io.eventmill.collect.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.collect.Eventually;
import io.eventmill.collect.TestLog;
import io.eventmill.collect.TestLog.Raw;
import io.eventmill.collect.spool.SpoolState.Status;
import io.eventmill.event.RawEvent;
import io.eventmill.topics.HeaderNames;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.RawBatch;
import io.eventmill.topics.RawWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool before a real log, or before none. */
class SpoolTest {
  private static final long PLENTY = 64L << 20;

  @TempDir Path dir;
  private String topic;
  private RawWriter log;
  private RawWriter nowhere;

  @BeforeEach
  void open() throws Exception {
    topic = TestLog.newTopic();
    log = RawWriter.open(TestLog.address());
    Eventually.holds(() -> log.knows(topic));
    nowhere = RawWriter.open(KafkaAddress.of("localhost:1")); // nobody listens there
  }

  @AfterEach
  void close() {
    log.close();
    nowhere.close();
  }

  @Test
  void keepsBatchesWhileTheLogIsAwayAndBringsThemInTheirOrder() throws Exception {
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), nowhere)) {
      for (int i = 0; i < 50; i++) {
        keep(spool, Events.some("b" + i + "-", 3));
      }
      assertThat(spool.isWaiting()).isTrue();
      assertThat(spool.state().status()).isEqualTo(Status.SPOOLING);
      assertThat(spool.state().waitingEvents()).isEqualTo(150);
      Eventually.holds(() -> spool.state().oldestMillis() == Events.NOW);
    }

    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
      assertThat(spool.state()).isEqualTo(new SpoolState(Status.OK, 0, PLENTY, 0, -1, 0));
    }

    List<Raw> raws = TestLog.read(topic);
    for (int key = -2; key <= 2; key++) {
      String k = "k" + key;
      assertThat(raws.stream().filter(r -> r.key().equals(k)).map(Raw::id))
          .containsExactlyElementsOf(
              allIds().filter(id -> ("k" + id.hashCode() % 3).equals(k)).toList());
    }
    assertThat(raws).hasSize(150);
    assertThat(raws.get(0).header(HeaderNames.SPOOL)).matches("[0-9a-f]{16}:\\d+");
    assertThat(raws.get(0).received()).isEqualTo(Events.NOW);
    assertThat(raws.get(0).header(HeaderNames.USER_AGENT)).isEqualTo("agent");
    assertThat(Segment.filesIn(dir)).isEmpty();
  }

  private static Stream<String> allIds() {
    return Stream.iterate(0, i -> i + 1)
        .limit(50)
        .flatMap(i -> Stream.of(0, 1, 2).map(k -> "b" + i + "-" + k));
  }

  @Test
  void takesWhatJustFitsAndNotOneByteMore() throws Exception {
    long record = new BatchRecord().encode(batch(Events.sized("a", 1000))).remaining();
    long max = Segment.HEAD_BYTES + 3 * record;
    try (Spool spool = Spool.open(SpoolConfig.of(dir, max), nowhere)) {
      keep(spool, List.of(Events.sized("a", 1000)));
      keep(spool, List.of(Events.sized("b", 1000)));
      assertThatThrownBy(() -> keep(spool, List.of(Events.sized("c", 1001))))
          .hasCauseInstanceOf(NotSpooledException.class)
          .hasMessageContaining("the spool is full")
          .hasMessageContaining("its limit of " + max);
      assertThat(spool.state().status()).isEqualTo(Status.FULL);
      assertThat(spool.state().waitingEvents()).isEqualTo(2);
      keep(spool, List.of(Events.sized("c", 1000)));
      assertThat(spool.state().status()).isEqualTo(Status.SPOOLING);
      assertThat(spool.state().bytes()).isEqualTo(max).isEqualTo(filesSize());
    }
  }

  @Test
  void goesOnInNewFilesAndGivesThemBackOneByOne() throws Exception {
    SpoolConfig small = new SpoolConfig(dir, PLENTY, 2_000);
    try (Spool spool = Spool.open(small, nowhere)) {
      for (int i = 0; i < 20; i++) {
        keep(spool, List.of(Events.sized("e" + i, 900)));
      }
    }
    assertThat(Segment.filesIn(dir)).hasSizeGreaterThan(5);
    try (Spool spool = Spool.open(small, log)) {
      Eventually.holds(() -> spool.state().bytes() == 0);
      assertThat(Segment.filesIn(dir)).isEmpty();
    }
    assertThat(TestLog.read(topic)).extracting(Raw::id).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void doesNotRepeatWhatWasDrainedButNotNotedBeforeACrash() throws Exception {
    Path before = dir.resolve("before");
    Path spoolDir = dir.resolve("spool");
    try (Spool spool = Spool.open(SpoolConfig.of(spoolDir, PLENTY), nowhere)) {
      keep(spool, Events.some("a", 100));
    }
    copy(spoolDir, before);
    try (Spool spool = Spool.open(SpoolConfig.of(spoolDir, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
    }

    // As if the process had died before it could note anything; with new events behind.
    try (Spool spool = Spool.open(SpoolConfig.of(before, PLENTY), nowhere)) {
      keep(spool, Events.some("b", 10));
    }
    try (Spool spool = Spool.open(SpoolConfig.of(before, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
    }

    assertThat(TestLog.read(topic)).extracting(Raw::id).doesNotHaveDuplicates().hasSize(110);
  }

  @Test
  void doesNotRepeatWhatTheProducerHadOnItsWayWhenItWasSpooled() throws Exception {
    List<RawEvent> batch = Events.some("p", 10);
    RawBatch lost = nowhere.send(topic, batch.subList(0, 0));
    assertThat(lost.size()).isZero();
    // The log got all of the batch, but the process died before it learned that.
    log.send(topic, batch).done().toCompletableFuture().get(10, TimeUnit.SECONDS);
    SpoolFolder folder = SpoolFolder.open(SpoolConfig.of(dir, PLENTY));
    long id = folder.parts().spoolId();
    folder.close();
    java.util.BitSet all = new java.util.BitSet();
    all.set(0, 8); // of the last two it is known that they were never sent
    try (var channel = Segment.create(Segment.name(dir, 1), id)) {
      Segment.writeFully(channel, new BatchRecord().encode(new SpooledBatch(1, topic, batch, all)));
    }

    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
    }

    assertThat(TestLog.read(topic))
        .extracting(Raw::id)
        .containsExactlyInAnyOrder(
            "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p8", "p9");
  }

  @Test
  void bringsOnlyWhatTheProducerDidNot() throws Exception {
    List<RawEvent> batch = Events.some("q", 20);
    RawBatch sent = log.send(topic, batch);
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      // Late, as it were: spooled while the producer was at it; it arrives all the same.
      spool.append(topic, batch, sent).toCompletableFuture().get(10, TimeUnit.SECONDS);
      Eventually.holds(() -> !spool.isWaiting());
    }

    assertThat(TestLog.read(topic)).extracting(Raw::id).doesNotHaveDuplicates().hasSize(20);
  }

  @Test
  void setsAsideWhatTheLogRefusesForGoodAndTriesItAgainAtTheNextStart() throws Exception {
    String narrow = TestLog.newTopic(TestLog.address(), 1, 2_000);
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      for (RawEvent event :
          List.of(Events.one("x"), Events.sized("huge", 5_000), Events.one("y"))) {
        spool.append(narrow, List.of(event), null).toCompletableFuture().get(10, TimeUnit.SECONDS);
      }
      Eventually.holds(() -> !spool.isWaiting());
      assertThat(spool.state().setAsideEvents()).isEqualTo(1);
    }
    assertThat(TestLog.read(narrow)).extracting(Raw::id).containsExactly("x", "y");

    TestLog.setMessageMax(narrow, 10_000);
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
      assertThat(spool.state().setAsideEvents()).isZero();
    }
    assertThat(TestLog.read(narrow)).extracting(Raw::id).containsExactly("x", "y", "huge");
  }

  @Test
  void belongsToOneProcessAtATime() throws Exception {
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), nowhere)) {
      assertThat(spool.isWaiting()).isFalse();
      assertThatThrownBy(() -> Spool.open(SpoolConfig.of(dir, PLENTY), nowhere))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void survivesTheLossOfItsProgress() throws Exception {
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), nowhere)) {
      keep(spool, Events.some("l", 10));
    }
    Files.delete(dir.resolve("progress"));
    try (Spool spool = Spool.open(SpoolConfig.of(dir, PLENTY), log)) {
      Eventually.holds(() -> !spool.isWaiting());
    }
    assertThat(TestLog.read(topic)).extracting(Raw::id).doesNotHaveDuplicates().hasSize(10);
  }

  private void keep(Spool spool, List<RawEvent> events) {
    try {
      spool.append(topic, events, null).toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private SpooledBatch batch(RawEvent event) {
    return new SpooledBatch(1, topic, List.of(event), new java.util.BitSet());
  }

  private long filesSize() throws IOException {
    long sum = 0;
    for (Path file : Segment.filesIn(dir)) {
      sum += Files.size(file);
    }
    return sum;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
