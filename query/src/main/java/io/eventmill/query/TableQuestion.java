package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import io.eventmill.store.ReferenceTables;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code POST /api/tables/{table}}: rows of a reference table, added or changed by their key, all
 * of them or none.
 */
final class TableQuestion implements Question {
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}\\.[A-Za-z_][A-Za-z0-9_]{0,62}");

  private final ReferenceTables tables;

  TableQuestion(ReferenceTables tables) {
    this.tables = tables;
  }

  @Override
  public String path() {
    return "/api/tables/{table}";
  }

  @Override
  public HttpMethod method() {
    return HttpMethod.POST;
  }

  @Override
  public boolean takesData() {
    return true;
  }

  @Override
  public List<String> parameters() {
    return List.of("key");
  }

  @Override
  public Set<Media> media() {
    return Set.of(Media.JSON);
  }

  @Override
  public Answer ask(Params params, Media media) {
    String table = params.path("table");
    if (!TABLE.matcher(table).matches()) {
      params.problem(
          "table", "'" + table + "' is no table; write schema.table, e.g. commerce.users.");
    }
    String given = params.one("key");
    String key = given == null ? "id" : given;
    byte[] body = params.body();
    return () -> {
      List<Map<String, String>> rows = TableRows.read(body, key);
      try {
        tables.put(table, key, rows);
      } catch (IllegalArgumentException e) {
        throw ApiException.of(422, "rows_refused", e.getMessage());
      }
      return Piece.last(
          ("{\"table\":\"" + table + "\",\"accepted\":" + rows.size() + "}\n")
              .getBytes(StandardCharsets.UTF_8));
    };
  }
}
