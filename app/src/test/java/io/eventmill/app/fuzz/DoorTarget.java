package io.eventmill.app.fuzz;

import static io.eventmill.app.fuzz.Pieces.require;
import static io.eventmill.app.fuzz.Pieces.same;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.event.Event;
import io.eventmill.event.RawEvent;
import io.eventmill.event.Sender;
import io.eventmill.pipeline.SchemaPins;
import io.eventmill.steps.EventSteps;
import io.eventmill.steps.RawRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends each input of the fuzzer as a body to a running server. What the pieces do with it here
 * shows the fuzzer the way; what the server has to answer is another reader's opinion. A few are
 * under way at once, so a finding shows at one of the inputs behind it; it names its own.
 */
public final class DoorTarget {
  public static final String URL = "fuzz.url";

  /** Where the target writes what it sent, when it is done: {@link Sent#of}. */
  public static final String SENT = "fuzz.sent";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Pieces PIECES = new Pieces();
  private static final EventSteps STEPS =
      EventSteps.of(Pieces.PIPELINE, Pieces.PIPELINE.sources().get(0), SchemaPins.none());

  private static final int CONNECTIONS = 8;
  private static final Semaphore UNDER_WAY = new Semaphore(CONNECTIONS);
  private static final AtomicReference<RuntimeException> FINDING = new AtomicReference<>();

  private static long accepted;
  private static long passing;

  private DoorTarget() {}

  /**
   * @param accepted events that were acknowledged
   * @param passing those of them that processing lets pass
   */
  public record Sent(long accepted, long passing) {
    public static Sent of(Path file) throws IOException {
      String[] numbers = Files.readString(file).split(" ");
      return new Sent(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
  }

  public static void fuzzerTestOneInput(byte[] words) throws Exception {
    throwFinding();
    byte[] body = Words.of(words);
    List<RawEvent> here = PIECES.read(body);
    UNDER_WAY.acquire();
    HTTP.sendAsync(
            HttpRequest.newBuilder(URI.create(System.getProperty(URL)))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .thenAccept(answer -> judge(body, here, answer))
        .whenComplete(
            (done, wrong) -> {
              if (wrong != null) {
                FINDING.compareAndSet(
                    null, new IllegalStateException("the body " + JavaText.of(body), wrong));
              }
              UNDER_WAY.release();
            });
  }

  private static void throwFinding() {
    if (FINDING.get() != null) {
      throw FINDING.get();
    }
  }

  private static void judge(byte[] body, List<RawEvent> here, HttpResponse<byte[]> answer) {
    JsonNode said = StrictJson.tree(answer.body());
    List<BodyOracle.Sent> expected = BodyOracle.events(body);
    if (isGzip(body)) { // unpacked at the door; good ones have their own tests
      require(List.of(400, 413).contains(answer.statusCode()), "status " + answer);
      return;
    }
    same(expected == null ? 400 : 200, answer.statusCode());
    if (expected == null) {
      require(!said.at("/error/code").asText().isEmpty(), "no code in " + said);
      require(!said.at("/error/message").asText().isEmpty(), "no message in " + said);
    } else {
      same(expected.size(), said.get("accepted").asInt());
      count(here);
    }
  }

  private static synchronized void count(List<RawEvent> events) {
    accepted += events.size();
    events.forEach(DoorTarget::process);
  }

  private static void process(RawEvent event) {
    RawRecord record =
        new RawRecord(StepsPiece.ORIGIN, event.id(), 1, 1, Sender.UNKNOWN, event.json());
    passing += STEPS.process(record) instanceof Event ? 1 : 0;
  }

  private static boolean isGzip(byte[] body) {
    return body.length > 1 && body[0] == 0x1f && body[1] == (byte) 0x8b;
  }

  public static void fuzzerTearDown() throws Exception {
    UNDER_WAY.acquire(CONNECTIONS);
    throwFinding();
    Files.writeString(Path.of(System.getProperty(SENT)), accepted + " " + passing);
  }
}
