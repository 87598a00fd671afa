package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.EventFilter;
import io.eventmill.store.TopQuery;
import io.eventmill.store.ValueCount;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /api/events/top}: the most frequent values of a field. */
final class TopQuestion extends StoreQuestion {
  private static final int LIMIT_DEFAULT = 10;

  TopQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/events/top";
  }

  @Override
  public List<String> parameters() {
    return with(FilterParams.NAMES, "field", "limit");
  }

  @Override
  public Answer ask(Params params, Media media) {
    EventFilter filter = filter(params);
    String field = field(params, "field");
    if (field == null && params.problems().stream().noneMatch(p -> p.field().equals("field"))) {
      params.problem("field", "is missing; name the field whose values to count, e.g. type.");
    }
    int limit = params.number("limit", LIMIT_DEFAULT, config().values());
    return () -> {
      List<ValueCount> values = reader().top(new TopQuery(filter, field, limit));
      return Piece.last(media == Media.CSV ? csv(values) : json(field, values));
    };
  }

  private static byte[] csv(List<ValueCount> values) {
    Csv csv = new Csv().row("value", "count");
    values.forEach(v -> csv.row(v.value(), v.count()));
    return csv.bytes();
  }

  private static byte[] json(String field, List<ValueCount> values) {
    StringBuilder out = new StringBuilder("{\"field\":");
    JsonStrings.quote(field, out);
    out.append(",\"values\":");
    ValuesJson.write(values, out);
    return out.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
