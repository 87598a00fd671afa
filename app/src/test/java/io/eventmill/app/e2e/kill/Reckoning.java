package io.eventmill.app.e2e.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.load.Copies;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Place;
import io.eventmill.app.chaos.load.Sent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The end of a run: waits until all is quiet, and compares what clients were told with what is
 * there, as sets of numbers, at every place.
 */
final class Reckoning {
  private static final int MARKS = 100;

  private Reckoning() {}

  /**
   * Events behind all others, on every partition: when they are stored, so is whatever came before
   * them. The mill must be ready, and all clients must have finished.
   */
  static void untilQuiet(MillProcess mill) throws IOException {
    mill.untilTrue("the spool to be empty", () -> mill.ready().says("spool").startsWith("OK"));
    StringBuilder marks = new StringBuilder();
    for (int i = 0; i < MARKS; i++) {
      marks.append("{\"event_id\":\"").append(Census.MARK).append(i).append('"');
      marks.append(",\"event_type\":\"last\",\"event_timestamp\":\"");
      marks.append(Numbered.FIRST_MINUTE).append("\",\"user_domain_id\":\"m").append(i);
      marks.append("\"}\n");
    }
    HttpResponse<String> kept =
        mill.send(
            HttpRequest.newBuilder(mill.url("/collect/web"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(marks.toString().getBytes(UTF_8)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    mill.untilTrue("the last events to be stored", () -> count(mill, "type=last") == MARKS);
  }

  private static long count(MillProcess mill, String query) {
    try {
      return Recount.count(mill, query);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares, with the mill running and then with its file alone; the mill is stopped by that.
   *
   * @return how many events are stored
   */
  static long compare(MillProcess mill, Sent sent) throws Exception {
    Census census = new Census(sent);
    JsonNode ledger = Ledger.untilQuiet(mill);
    Copies exported = census.overTheApi(mill);
    Copies raw = census.onTheRawTopic(mill.bootstrapServers());
    assertThat(Place.RAW.problems(sent, raw)).isEmpty();
    assertThat(Place.STORE.problems(sent, exported)).isEmpty();
    new Recount(sent).compare(mill);

    mill.askToStop();
    assertThat(mill.untilStopped()).as(mill.output()).isIn(0, 143);
    Copies stored = census.inTheFile(mill.data());
    assertThat(Place.STORE.problems(sent, stored)).isEmpty();
    Copies failed = census.failedInTheFile(mill.data());
    assertThat(Place.FAILED.problems(sent, failed)).isEmpty();
    assertThat(exported.total()).isEqualTo(stored.total());
    assertThat(ledger.get("accepted").asLong()).isEqualTo(raw.total() + MARKS);
    assertThat(ledger.get("stored").asLong()).isEqualTo(stored.total() + MARKS);
    assertThat(ledger.get("failed").asLong()).isEqualTo(failed.total());
    assertThat(ledger.get("duplicate").asLong())
        .isEqualTo(raw.total() - stored.total() - failed.total());
    return stored.total();
  }
}
