package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class AuditQuestionTest {
  @Test
  void tellsTheEquationWithWhatWaits() {
    try (QueryServer server = new QueryServer(new ListEventReader())) {
      JsonObject answer = server.json("/api/audit");

      assertThat(answer.getBoolean("adds_up")).isFalse();
      assertThat(answer.getBoolean("quiet")).isFalse();
      JsonObject total = answer.getJsonObject("total");
      assertThat(total.getLong("accepted")).isEqualTo(1_000 + 3 + 2);
      assertThat(total.getLong("in_flight")).isEqualTo(3 + 2);
      assertThat(total.getLong("stored")).isEqualTo(499);
      assertThat(total.getLong("spooled")).isEqualTo(2);
      assertThat(answer.getJsonArray("sources").getJsonObject(0).getLong("accepted"))
          .isEqualTo(1_003);
      JsonObject finding = answer.getJsonArray("findings").getJsonObject(0);
      assertThat(finding.getString("stage")).isEqualTo("load");
      assertThat(finding.getString("minute")).isEqualTo("2026-11-20T10:23:00.000Z");
      assertThat(finding.getJsonArray("examples").getJsonObject(0).getString("id"))
          .isEqualTo("e-7");
    }
  }

  @Test
  void listsTheNewestMinutesAndThoseThatDoNotAddUp() {
    try (QueryServer server = new QueryServer(new ListEventReader())) {
      assertThat(server.json("/api/audit").getJsonArray("minutes")).hasSize(61);
      assertThat(server.json("/api/audit?minutes=5").getJsonArray("minutes")).hasSize(6);
      assertThat(server.get("/api/audit?minutes=5&format=csv").body().lines()).hasSize(7);
    }
  }

  @Test
  void asksForATimeInWholeMinutes() {
    try (QueryServer server = new QueryServer(new ListEventReader())) {
      String range = "from=2026-11-20T10:30:30Z&to=2026-11-20T10:40:01Z";
      JsonObject answer = server.json("/api/audit?source=web&" + range);

      assertThat(answer.getJsonArray("minutes")).hasSize(11);
      assertThat(answer.getBoolean("adds_up")).isTrue();
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    try (QueryServer server = new QueryServer(new ListEventReader())) {
      assertThat(server.error(400, "/api/audit?source=wbe").getString("message"))
          .contains("'wbe' is no source of this server")
          .contains("web");
      server.error(400, "/api/audit?minutes=10081");
      server.error(400, "/api/audit?from=whenever");
    }
  }
}
