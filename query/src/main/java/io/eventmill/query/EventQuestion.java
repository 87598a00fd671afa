package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.store.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;

/** {@code GET /api/events/{id}}: one event. */
final class EventQuestion extends StoreQuestion {
  EventQuestion(Store store) {
    super(store);
  }

  @Override
  public String path() {
    return "/api/events/{id}";
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
    String id = params.path("id");
    return () -> {
      StoredEvent event = reader().byId(id);
      if (event == null) {
        throw ApiException.notFound(
            "No event with the id '" + id + "' is stored; it may still be on its way, or failed.");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      EventJson.write(event, out);
      out.write('\n');
      return Piece.last(out.toByteArray());
    };
  }
}
