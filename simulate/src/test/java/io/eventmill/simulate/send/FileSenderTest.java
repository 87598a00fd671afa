package io.eventmill.simulate.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.eventmill.read.FileFormat;
import io.eventmill.read.ReadException;
import io.eventmill.read.ReadSettings;
import io.eventmill.simulate.FakeTicker;
import io.eventmill.simulate.Progress;
import io.eventmill.simulate.door.Collector;
import io.eventmill.simulate.door.Collector.Reply;
import io.eventmill.simulate.door.DoorClient;
import io.eventmill.simulate.door.DoorSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileSenderTest {
  private final FakeTicker ticker = new FakeTicker(Instant.parse("2026-11-20T12:00:00Z"));
  private final List<String> notes = new ArrayList<>();
  @TempDir private Path folder;

  @Test
  void everyEventArrivesWhateverTheCollectorDoes() throws Exception {
    Path file = lines(2_345);
    Random random = new Random(17);
    Collector[] self = new Collector[1];
    try (Collector collector =
        new Collector(
            r ->
                switch (random.nextInt(6)) {
                  case 0 -> new Reply(503, "2", "");
                  case 1 -> new Reply(429, "1", "");
                  case 2 -> Reply.DROPPED;
                  case 3 -> {
                    self[0].keep(r);
                    yield Reply.DROPPED; // the answer is lost: these come again
                  }
                  case 4 -> r.events().size() > 50 ? Reply.of(413, "too much") : Reply.KEPT;
                  default -> Reply.KEPT;
                })) {
      self[0] = collector;
      SendReport report = send(file, collector);

      assertThat(report.exitCode()).isZero();
      assertThat(report.accepted()).isEqualTo(2_345);
      assertThat(new HashSet<>(collector.kept("id")))
          .isEqualTo(
              IntStream.range(0, 2_345).mapToObj(i -> "id-" + i).collect(Collectors.toSet()));
      assertThat(report.toText())
          .startsWith("2345 lines read as jsonl, 2345 events found, 2345 accepted in ")
          .contains("had to be sent again");
    }
  }

  @Test
  void unreadableLinesAreReportedAndWrittenAndDoNotStopTheRest() throws Exception {
    Path file = folder.resolve("mixed.jsonl");
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 100; i++) {
      text.append(i % 5 == 0 ? "broken \u0007 " + i : "{\"id\":" + i + "}").append('\n');
    }
    Files.writeString(file, text);
    Path rejects = folder.resolve("rejects");
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report = run(settings(file, collector).withRejects(rejects));

      assertThat(report.accepted()).isEqualTo(80);
      assertThat(report.unreadable()).isEqualTo(20);
      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.firstUnreadable()).hasSize(10);
      assertThat(report.firstUnreadable().get(0).line()).isEqualTo(5);
      assertThat(report.toText())
          .contains("20 unreadable lines:")
          .contains("line 5: not JSON: expected a value, found 'b' at byte 0")
          .contains("    broken � 5")
          .contains("… and 10 more");
      assertThat(Files.readAllLines(rejects)).hasSize(20).contains("broken \u0007 5");
    }
  }

  @Test
  void refusedEventsAreReportedAndWrittenAsTheyStoodInTheFile() throws Exception {
    Path file = folder.resolve("x.csv");
    Files.writeString(file, "id,n\na,1\nb,x\nc,3\nd\n");
    Path rejects = folder.resolve("rejects.csv");
    try (Collector collector =
        new Collector(
            r ->
                r.events().stream().anyMatch(e -> e.get("n").asText().equals("x"))
                    ? Reply.of(400, "n must be a number")
                    : Reply.KEPT)) {
      SendReport report = run(settings(file, collector).withRejects(rejects));

      assertThat(collector.kept("id")).containsExactly("a", "c");
      assertThat(report.refused()).isEqualTo(1);
      assertThat(report.unreadable()).isEqualTo(1);
      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.toText())
          .contains("1 event refused by the collector:")
          .contains("  line 3: 400: n must be a number");
      assertThat(Files.readAllLines(rejects)).startsWith("id,n").contains("b,x", "d").hasSize(3);
    }
  }

  @Test
  void withoutRejectsThereIsNoFile() throws Exception {
    Path rejects = folder.resolve("rejects");
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      run(settings(lines(10), collector).withRejects(rejects));
    }

    assertThat(rejects).doesNotExist();
  }

  @Test
  void aDoorThatIsClosedEndsTheRunWithTheCollectorsWords() throws Exception {
    try (Collector collector =
        new Collector(r -> Reply.of(404, "no source 'web'; there is shop"))) {
      SendReport report = send(lines(5_000), collector);

      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.accepted()).isZero();
      assertThat(report.unsent()).isEqualTo(report.events());
      assertThat(report.toText())
          .contains("ended early: ")
          .contains("no source 'web'; there is shop");
    }
  }

  @Test
  void tellsThatItWaits() throws Exception {
    try (Collector collector =
        new Collector(r -> r.number() < 4 ? new Reply(503, "3", "full") : Reply.KEPT)) {
      send(lines(10), collector);

      assertThat(notes).isNotEmpty().allMatch(n -> n.equals("answer 503: full; trying again"));
      assertThat(notes.size()).isLessThan(4); // no more than one in five seconds
    }
  }

  @Test
  void aRateIsKept() throws Exception {
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report = run(settings(lines(101), collector).withRate(10));

      assertThat(report.took().toMillis() / 1e3).isCloseTo(10.0, within(0.05));
      assertThat(collector.requests().size()).isGreaterThan(90); // none waits for a batch to fill
    }
  }

  @Test
  void readsGzipAndStandardInput() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(lines(300)));
    }
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendSettings settings = SendSettings.of("-", door(collector.uri()));
      SendReport report = run(settings, new ByteArrayInputStream(packed.toByteArray()));

      assertThat(report.accepted()).isEqualTo(300);
      assertThat(collector.kept("id")).hasSize(300);
    }
  }

  @Test
  void anArchiveCutOffIsToldAndWhatCouldBeReadIsSent() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Files.readAllBytes(lines(20_000)));
    }
    Path file = folder.resolve("cut.gz");
    Files.write(file, java.util.Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report = send(file, collector);

      assertThat(report.accepted()).isBetween(1_000L, 19_999L);
      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.failure()).startsWith("reading failed after line ");
    }
  }

  @Test
  void whatComesThroughAPipeIsSentBeforeThePipeEnds() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    try (Collector collector =
            new Collector(
                r -> {
                  first.complete(r.events().get(0).get("id").asText());
                  return Reply.KEPT;
                });
        PipedOutputStream writer = new PipedOutputStream()) {
      PipedInputStream stdin = new PipedInputStream(writer);
      CompletableFuture<SendReport> report =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return run(SendSettings.of("-", door(collector.uri())), stdin);
                } catch (IOException | InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      writer.write("{\"id\":\"early\"}\n".getBytes(StandardCharsets.UTF_8));
      writer.flush();

      assertThat(first.get()).isEqualTo("early");

      writer.write("{\"id\":\"late\"}".getBytes(StandardCharsets.UTF_8));
      writer.close();
      assertThat(report.get().accepted()).isEqualTo(2);
    }
  }

  @Test
  void aDryRunShowsWhatWouldBeSent() throws Exception {
    Path file = folder.resolve("x.csv");
    Files.writeString(file, "id,kind\n1,a\n2\n3,c\n4,d\n");
    SendSettings settings =
        SendSettings.of(file.toString(), door(URI.create("http://localhost:1")))
            .withRead(ReadSettings.DEFAULT.withMap(List.of("event_type=kind")));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    List<UnreadableLine> unreadable = new FileSender(settings, world(), System.in).dryRun(2, out);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":\"1\",\"event_type\":\"a\"}\n{\"id\":\"3\",\"event_type\":\"c\"}\n");
    assertThat(unreadable).hasSize(1);
    assertThat(unreadable.get(0).line()).isEqualTo(3);
  }

  @Test
  void saysWhenAMappedFieldWasNeverThere() throws Exception {
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report =
          run(
              settings(lines(10), collector)
                  .withRead(ReadSettings.DEFAULT.withMap(List.of("time=tiem"))));

      assertThat(report.toText()).contains("--map: no event had a field 'tiem'");
    }
  }

  @Test
  void anEmptyFileIsNoError() throws Exception {
    Path file = folder.resolve("empty");
    Files.createFile(file);
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report = send(file, collector);

      assertThat(report.exitCode()).isZero();
      assertThat(report.toText()).startsWith("0 lines read as jsonl, 0 events found, 0 accepted");
    }
  }

  @Test
  void stoppingTellsWhereItStopped() throws Exception {
    FileSender[] sender = new FileSender[1];
    try (Collector collector =
        new Collector(
            r -> {
              sender[0].stop();
              return Reply.KEPT;
            })) {
      SendSettings settings = settings(lines(200_000), collector);
      sender[0] = new FileSender(settings, world(), System.in);
      SendReport report = sender[0].run(Progress.NONE);

      assertThat(report.failure()).startsWith("stopped after line ");
      assertThat(report.exitCode()).isEqualTo(1);
      assertThat(report.lines()).isLessThan(200_000);
      assertThat(report.accepted()).isEqualTo(report.events());
    }
  }

  @Test
  void wrongUseIsToldBeforeAnythingIsSent() throws Exception {
    Path file = lines(3);
    URI nowhere = URI.create("http://localhost:1");
    assertWrong(SendSettings.of(folder + "/none", door(nowhere)), "none: there is no such file");
    assertWrong(SendSettings.of(folder.toString(), door(nowhere)), "is a folder; name a file");
    assertWrong(
        SendSettings.of(file.toString(), door(nowhere)).withRejects(file),
        "is the file to send; name another");
    assertThatThrownBy(() -> run(SendSettings.of(file.toString(), door(nowhere)).withRate(-5)))
        .hasMessageContaining("rate: -5");
  }

  @Test
  void takesTheFormatItIsGiven() throws Exception {
    Path file = folder.resolve("x");
    Files.writeString(file, "{a\n1\n");
    try (Collector collector = new Collector(r -> Reply.KEPT)) {
      SendReport report =
          run(settings(file, collector).withRead(ReadSettings.DEFAULT.withFormat(FileFormat.CSV)));

      assertThat(report.format()).isEqualTo(FileFormat.CSV);
      assertThat(collector.kept().get(0).get("{a").textValue()).isEqualTo("1");
    }
  }

  private void assertWrong(SendSettings settings, String message) {
    assertThatThrownBy(() -> run(settings))
        .isInstanceOf(ReadException.class)
        .hasMessageEndingWith(message);
  }

  private SendReport send(Path file, Collector collector) throws Exception {
    return run(settings(file, collector));
  }

  private SendReport run(SendSettings settings) throws IOException, InterruptedException {
    return run(settings, System.in);
  }

  private SendReport run(SendSettings settings, InputStream stdin)
      throws IOException, InterruptedException {
    return new FileSender(settings, world(), stdin)
        .run(
            new Progress() {
              @Override
              public void at(long done, long total, long events) {}

              @Override
              public synchronized void note(String message) {
                notes.add(message);
              }
            });
  }

  private DoorClient.World world() {
    return new DoorClient.World(ticker.clock(), ticker, new Random(3));
  }

  private SendSettings settings(Path file, Collector collector) {
    return SendSettings.of(file.toString(), door(collector.uri()));
  }

  private static DoorSettings door(URI to) {
    return DoorSettings.of(to, "web")
        .withInFlight(2)
        .withBatching(new DoorSettings.Batching(100, 100_000, 4));
  }

  private Path lines(int count) throws IOException {
    Path file = folder.resolve(count + ".jsonl");
    Files.write(
        file,
        IntStream.range(0, count)
            .mapToObj(i -> "{\"id\":\"id-" + i + "\",\"text\":\"größer\"}")
            .toList());
    return file;
  }
}
