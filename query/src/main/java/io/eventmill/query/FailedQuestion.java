package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.StoredFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /api/failed}: the newest events that could not be processed, and how many there are.
 */
final class FailedQuestion extends StoreQuestion {
  private static final int LIMIT_DEFAULT = 50;

  FailedQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/failed";
  }

  @Override
  public List<String> parameters() {
    return List.of("limit");
  }

  @Override
  public Answer ask(Params params, Media media) {
    int limit =
        params.number("limit", Math.min(LIMIT_DEFAULT, config().failedMax()), config().failed());
    return () -> {
      long count = failures().count(FailedFilter.ALL);
      List<StoredFailure> failed =
          failures().find(new FailedQuery(FailedFilter.ALL, false, null, limit));
      return Piece.last(media == Media.CSV ? FailedEvents.csv(failed) : json(count, failed));
    };
  }

  private static byte[] json(long count, List<StoredFailure> failed) {
    StringBuilder out = new StringBuilder("{\"count\":").append(count).append(",\"failed\":[");
    for (int i = 0; i < failed.size(); i++) {
      FailedEvents.json(failed.get(i), out.append(i == 0 ? "\n" : ",\n"));
    }
    return out.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
