package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedQuery.After;
import java.util.List;

/**
 * {@code GET /api/failed}: events that could not be processed, page by page or summed up, and how
 * many there are.
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
    return with(FailedParams.NAMES, "replayed", "order", "limit", "cursor", "group");
  }

  @Override
  public Answer ask(Params params, Media media) {
    Boolean replayed = FailedParams.flag(params, "replayed");
    FailedFilter filter = FailedParams.read(params, clock(), replayed);
    boolean oldestFirst =
        params.choice("order", "newest", List.of("newest", "oldest")).equals("oldest");
    After after = cursor(params);
    if (params.choice("group", null, List.of("reason")) != null) {
      return groups(params, media, filter);
    }
    boolean csv = media == Media.CSV;
    int limit =
        csv
            ? params.number("limit", config().csvRowsMax(), config().csvRows())
            : params.number(
                "limit", Math.min(LIMIT_DEFAULT, config().failedMax()), config().failed());
    FailedQuery query = new FailedQuery(filter, oldestFirst, after, limit);
    return new FailedList(
        failures(), filter, new FailedPieces(failures(), query, config().pieceBytes()), media);
  }

  private Answer groups(Params params, Media media, FailedFilter filter) {
    int limit = params.number("limit", config().failedMax(), config().failed());
    for (String other : List.of("cursor", "order")) {
      if (params.one(other) != null) {
        params.problem(other, "does not go with 'group': groups come whole, largest first.");
      }
    }
    return () -> {
      List<FailedGroup> groups = failures().groups(filter, limit);
      return Piece.last(
          media == Media.CSV
              ? FailedGroups.csv(groups)
              : FailedGroups.json(failures().count(filter), groups));
    };
  }

  private static After cursor(Params params) {
    String text = params.one("cursor");
    After after = text == null ? null : EventCursor.parseFailed(text);
    if (text != null && after == null) {
      params.problem(
          "cursor", "'" + text + "' is no cursor; take it from 'next' of the page before, whole.");
    }
    return after;
  }
}
