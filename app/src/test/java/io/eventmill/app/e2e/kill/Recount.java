package io.eventmill.app.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Numbered.Kind;
import io.eventmill.app.chaos.load.Sent;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts of the API beside a plain recount of what was acknowledged, for events with an id. */
final class Recount {
  private final Map<String, Long> types = new TreeMap<>();
  private final Map<Integer, Long> minutes = new TreeMap<>();
  private final Map<String, Long> both = new HashMap<>();
  private long all;

  Recount(Sent sent) {
    for (int n = 0; n < sent.numbers(); n++) {
      if (sent.isAcknowledged(n) && Numbered.kind(n) == Kind.WITH_ID) {
        all++;
        types.merge(Numbered.type(n), 1L, Long::sum);
        minutes.merge(Numbered.minute(n), 1L, Long::sum);
        both.merge(start(Numbered.minute(n)) + " " + Numbered.type(n), 1L, Long::sum);
      }
    }
  }

  long all() {
    return all;
  }

  void compare(MillProcess mill) throws IOException {
    String ours = "where=kind:" + Kind.WITH_ID;
    assertThat(count(mill, ours)).isEqualTo(all);
    for (Map.Entry<String, Long> type : types.entrySet()) {
      String query = ours + "&type=" + type.getKey().replace(" ", "%20");
      assertThat(count(mill, query)).as(type.getKey()).isEqualTo(type.getValue());
    }
    for (Map.Entry<Integer, Long> minute : minutes.entrySet()) {
      String query = ours + "&from=" + start(minute.getKey()) + "&to=" + start(minute.getKey() + 1);
      assertThat(count(mill, query)).as(query).isEqualTo(minute.getValue());
    }
    Map<String, Long> histogram = new HashMap<>();
    JsonNode answer = mill.json("/api/events/histogram?interval=1m&by=type&buckets=2000&" + ours);
    for (JsonNode bucket : answer.get("buckets")) {
      String start = Instant.parse(bucket.get("start").asText()).toString();
      histogram.merge(
          start + " " + bucket.get("value").asText(), bucket.get("count").asLong(), Long::sum);
    }
    assertThat(histogram).isEqualTo(both);
  }

  static long count(MillProcess mill, String query) throws IOException {
    return mill.json("/api/events/count?" + query).get("count").asLong();
  }

  private static Instant start(int minute) {
    return Numbered.FIRST_MINUTE.plusSeconds(60L * minute);
  }
}
