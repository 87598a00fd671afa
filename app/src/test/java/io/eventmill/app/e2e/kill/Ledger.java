package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.LockSupport;

/** The product's own equation, beside what the test has counted by itself. */
final class Ledger {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PAUSE_NANOS = 300_000_000;

  private Ledger() {}

  /** What it says when all is quiet; it must add up then. */
  static JsonNode untilQuiet(MillProcess mill) {
    JsonNode[] last = new JsonNode[1];
    mill.untilTrue(
        "the ledger to be quiet",
        () -> {
          last[0] = ask(mill);
          return last[0] != null && last[0].get("quiet").asBoolean();
        });
    assertThat(last[0].get("adds_up").asBoolean()).as(last[0].toPrettyString()).isTrue();
    return last[0].get("total");
  }

  /** In the middle of an outage it may be silent, but must not raise a false alarm. */
  static void raisesNoAlarmUntil(MillProcess mill, long endNanos) {
    while (System.nanoTime() < endNanos) {
      JsonNode now = ask(mill);
      if (now != null) {
        assertThat(now.get("adds_up").asBoolean()).as(now.toPrettyString()).isTrue();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static JsonNode ask(MillProcess mill) {
    try {
      HttpResponse<String> answer = mill.get("/api/audit?minutes=1");
      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 503, 504);
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
