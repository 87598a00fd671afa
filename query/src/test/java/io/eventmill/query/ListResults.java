package io.eventmill.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eventmill.event.ResultRow;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultPage;
import io.eventmill.store.ResultQuery;
import io.eventmill.store.ResultReader;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Rows of results in a list, asked with plain loops; knows no conditions and no groups. */
record ListResults(List<ResultRow> rows) implements ResultReader {
  static ListResults samples() {
    return new ListResults(
        List.of(
            row("signups", "0de", 0, "{\"id\":\"0de\",\"window_start_time\":0,\"count\":3}"),
            row(
                "signups",
                "9de",
                9_000_000,
                "{\"id\":\"9de\",\"window_start_time\":9,\"country\":\"de\",\"count\":4}"),
            row("sales", "s1", 5, "{\"sale\":\"s1\",\"touches\":[{\"id\":\"a,b\"}],\"by\":null}")));
  }

  private static ResultRow row(String result, String id, long time, String json) {
    return new ResultRow(result, "v", id, time, json.getBytes(UTF_8));
  }

  @Override
  public ResultPage find(ResultQuery query) {
    Comparator<ResultRow> order = Comparator.comparingLong(ResultRow::timeMicros);
    List<ResultRow> found =
        rows.stream()
            .filter(r -> r.result().equals(query.result()) && r.version().equals(query.version()))
            .sorted(query.oldestFirst() ? order : order.reversed())
            .filter(r -> query.after() == null || isBehind(r, query))
            .toList();
    if (found.size() <= query.limit()) {
      return new ResultPage(found, null);
    }
    found = found.subList(0, query.limit());
    ResultRow last = found.get(found.size() - 1);
    return new ResultPage(found, new ResultCursor(last.timeMicros(), last.id()));
  }

  private static boolean isBehind(ResultRow row, ResultQuery query) {
    int compared = Long.compare(row.timeMicros(), query.after().timeMicros());
    return query.oldestFirst() ? compared > 0 : compared < 0;
  }

  @Override
  public ResultRow byId(String result, String version, String id) {
    return rows.stream()
        .filter(r -> r.result().equals(result) && r.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  @Override
  public long count(String result, String version) {
    return rows.stream().filter(r -> r.result().equals(result)).count();
  }

  @Override
  public long sum(
      String result, String version, Map<String, String> group, long fromMicros, long toMicros) {
    return rows.stream()
        .filter(r -> r.result().equals(result))
        .filter(r -> r.timeMicros() >= fromMicros && r.timeMicros() < toMicros)
        .mapToLong(
            r -> new io.vertx.core.json.JsonObject(new String(r.json(), UTF_8)).getLong("count"))
        .sum();
  }
}
