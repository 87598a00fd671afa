package io.eventmill.query;

import io.eventmill.event.ResultRow;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import java.util.List;
import java.util.Set;

/** {@code GET /api/attributed/{name}/{id}}: one row of a result, e.g. that of a conversion. */
final class ResultRowQuestion extends StoreQuestion {
  private final Results results;

  ResultRowQuestion(Store store, Results results) {
    super(store);
    this.results = results;
  }

  @Override
  public String path() {
    return "/api/" + results.kind() + "/{name}/{id}";
  }

  @Override
  public List<String> parameters() {
    return List.of();
  }

  @Override
  public Set<Media> media() {
    return Set.of(Media.JSON);
  }

  @Override
  public Answer ask(Params params, Media media) {
    String name = params.path("name");
    String id = params.path("id");
    return () -> {
      NamedResult result = results.named(name);
      ResultRow row = results.reader().byId(result.name(), result.version(), id);
      if (row == null) {
        throw ApiException.notFound("'" + name + "' has no row '" + id + "'.");
      }
      return Piece.last(row.json());
    };
  }
}
