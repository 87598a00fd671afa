package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.EventFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /api/events/count}: how many. */
final class CountQuestion extends StoreQuestion {
  CountQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/events/count";
  }

  @Override
  public List<String> parameters() {
    return FilterParams.NAMES;
  }

  @Override
  public Answer ask(Params params, Media media) {
    EventFilter filter = filter(params);
    return () -> {
      long count = counts().count(filter);
      return Piece.last(
          media == Media.CSV
              ? new Csv().row("count").row(count).bytes()
              : ("{\"count\":" + count + "}\n").getBytes(StandardCharsets.UTF_8));
    };
  }
}
