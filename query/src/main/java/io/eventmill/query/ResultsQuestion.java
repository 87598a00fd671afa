package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Params.Bound;
import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.ResultCursor;
import io.eventmill.store.ResultQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * {@code GET /api/counts/{name}}, {@code GET /api/attributed/{name}}: a result's rows in the order
 * of their time, page by page; of window counts also what they add up to.
 */
final class ResultsQuestion extends StoreQuestion {
  private static final int LIMIT_DEFAULT = 50;

  private final Results results;

  ResultsQuestion(Store store, Results results) {
    super(store);
    this.results = results;
  }

  @Override
  public String path() {
    return "/api/" + results.kind() + "/{name}";
  }

  @Override
  public List<String> parameters() {
    return List.of("from", "to", "where", "order", "limit", "cursor");
  }

  @Override
  public Answer ask(Params params, Media media) {
    TimeRange range = TimeRange.read(params, clock());
    List<FieldIs> where = filter(params).where();
    boolean oldest = params.choice("order", "newest", List.of("newest", "oldest")).equals("oldest");
    ResultCursor after = cursor(params);
    Bound bound = media == Media.CSV ? config().csvRows() : config().page();
    int otherwise =
        media == Media.CSV ? config().csvRowsMax() : Math.min(LIMIT_DEFAULT, config().pageMax());
    int limit = params.number("limit", otherwise, bound);
    String name = params.path("name");
    Answer[] rows = new Answer[1]; // made on the worker: the name may be unknown
    return () -> {
      if (rows[0] == null) {
        NamedResult result = results.named(name);
        ResultQuery query =
            new ResultQuery(
                result.name(),
                result.version(),
                range.fromMicros(),
                range.toMicros(),
                where,
                limit,
                after,
                oldest);
        ResultPieces pieces = new ResultPieces(results.reader(), query, config().pieceBytes());
        rows[0] =
            media == Media.CSV ? new CsvRows(pieces) : new JsonRows(pieces, sum(result, query));
      }
      return rows[0].next();
    };
  }

  /** What all rows that are asked for add up to; none when the conditions name part of a group. */
  private OptionalLong sum(NamedResult result, ResultQuery query) {
    Map<String, String> group = new HashMap<>();
    for (FieldIs is : query.where()) {
      group.put(FieldName.last(is.pointer()), is.value());
    }
    boolean whole = group.keySet().containsAll(result.group());
    if (result.group().isEmpty() && !results.kind().equals("counts")
        || group.size() != query.where().size()
        || !(group.isEmpty() || whole && group.size() == result.group().size())) {
      return OptionalLong.empty();
    }
    long from = query.fromMicros() == null ? Long.MIN_VALUE + 2 : query.fromMicros();
    long to = query.toMicros() == null ? Long.MAX_VALUE - 1 : query.toMicros();
    return OptionalLong.of(results.reader().sum(result.name(), result.version(), group, from, to));
  }

  private static ResultCursor cursor(Params params) {
    String text = params.one("cursor");
    ResultCursor cursor = text == null ? null : ResultPlace.parse(text);
    if (text != null && cursor == null) {
      params.problem(
          "cursor", "'" + text + "' is no cursor; take it from 'next' of the page before, whole.");
    }
    return cursor;
  }
}
