package io.eventmill.query;

import io.eventmill.event.Origin;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.StoredFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /api/failed/{place}}: one failed event with its whole body; with {@code /body} behind
 * it, the bytes as they came.
 */
final class FailedEventQuestion extends StoreQuestion {
  private final Media form;

  private FailedEventQuestion(Store store, Media form) {
    super(store);
    this.form = form;
  }

  static FailedEventQuestion event(Store store) {
    return new FailedEventQuestion(store, Media.JSON);
  }

  static FailedEventQuestion body(Store store) {
    return new FailedEventQuestion(store, Media.BYTES);
  }

  @Override
  public String path() {
    return form == Media.BYTES ? "/api/failed/{place}/body" : "/api/failed/{place}";
  }

  @Override
  public List<String> parameters() {
    return List.of();
  }

  @Override
  public Set<Media> media() {
    return Set.of(form);
  }

  @Override
  public Answer ask(Params params, Media media) {
    Origin place = place(params);
    return () -> {
      StoredFailure stored = failures().byOrigin(place);
      if (stored == null) {
        throw ApiException.notFound("No event failed at " + place.asId() + ".");
      }
      if (media == Media.BYTES) {
        return Piece.last(stored.failed().body());
      }
      StringBuilder out = new StringBuilder(1 << 10);
      FailedEvents.whole(stored, out);
      return Piece.last(out.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    };
  }

  private static Origin place(Params params) {
    try {
      return Origin.parse(params.path("place"));
    } catch (IllegalArgumentException e) {
      params.problem("place", e.getMessage());
      return null;
    }
  }
}
