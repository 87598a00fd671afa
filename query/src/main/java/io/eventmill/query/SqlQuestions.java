package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import io.eventmill.store.ResultReader;
import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlQuestion.ResultView;
import io.eventmill.store.SqlReader;
import io.eventmill.store.SqlRefusedException;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /api/sql}: a question in one's own words, as far as the store lets it be asked. */
final class SqlQuestions implements Question {
  private final SqlReader reader;
  private final List<Results> results;

  /**
   * @param here what the store that is asked has of results, null for none; those of another store
   *     are no views
   */
  SqlQuestions(SqlReader reader, List<Results> results, ResultReader here) {
    this.reader = reader;
    this.results = results.stream().filter(kind -> kind.reader() == here).toList();
  }

  static List<ResultView> views(List<Results> results) {
    List<ResultView> views = new ArrayList<>();
    for (Results kind : results) {
      for (NamedResult result : kind.named()) {
        views.add(
            new ResultView(
                kind.kind() + "_" + result.name().replace('-', '_'),
                result.name(),
                result.version(),
                result.columns()));
      }
    }
    return views;
  }

  @Override
  public String path() {
    return "/api/sql";
  }

  @Override
  public HttpMethod method() {
    return HttpMethod.POST;
  }

  @Override
  public List<String> parameters() {
    return List.of("sql");
  }

  @Override
  public Answer ask(Params params, Media media) {
    String sql = params.one("sql");
    if (sql == null) {
      params.problem("sql", "is missing; send e.g. {\"sql\":\"SELECT count(*) FROM events\"}.");
    }
    return () -> {
      try {
        var table = reader.ask(new SqlQuestion(sql, views(results)));
        return Piece.last(media == Media.CSV ? SqlAnswers.csv(table) : SqlAnswers.json(table));
      } catch (SqlRefusedException e) {
        throw ApiException.of(400, "bad_sql", e.getMessage());
      }
    };
  }
}
