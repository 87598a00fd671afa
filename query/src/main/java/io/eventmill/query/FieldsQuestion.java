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
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/fields}: what can be asked for: fields, sources, types. */
final class FieldsQuestion extends StoreQuestion {
  private static final int LIMIT_DEFAULT = 200;

  FieldsQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/fields";
  }

  @Override
  public List<String> parameters() {
    return List.of("limit");
  }

  @Override
  public Set<Media> media() {
    return Set.of(Media.JSON);
  }

  @Override
  public Answer ask(Params params, Media media) {
    int limit = params.number("limit", LIMIT_DEFAULT, config().values());
    return () -> {
      String fields =
          reader().fields(limit).stream().map(JsonStrings::quote).collect(Collectors.joining(","));
      StringBuilder out =
          new StringBuilder("{\"fields\":[").append(fields).append("],\"sources\":");
      ValuesJson.write(top("source", limit), out);
      ValuesJson.write(top("type", limit), out.append(",\"types\":"));
      return Piece.last(out.append("}\n").toString().getBytes(StandardCharsets.UTF_8));
    };
  }

  private List<ValueCount> top(String field, int limit) {
    return reader().top(new TopQuery(EventFilter.ALL, field, limit));
  }
}
