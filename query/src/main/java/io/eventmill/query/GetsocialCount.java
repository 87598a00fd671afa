package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code GET /getsocial/events/count/}: how many events of a type. */
final class GetsocialCount extends GetsocialQuestion {
  private final EventCounts counts;

  GetsocialCount(List<String> sources, EventCounts counts, GetsocialEnvelope envelope) {
    super(sources, envelope);
    this.counts = counts;
  }

  @Override
  public String path() {
    return "/getsocial/events/count/";
  }

  @Override
  public List<String> parameters() {
    return List.of("event_type", "start_time", "end_time");
  }

  @Override
  public Answer ask(Params params, Media media) {
    GetsocialRange range = range(params, true);
    return () -> {
      long count = counts.count(range.filter(sources()));
      String answer = GetsocialEnvelope.HEAD + count + envelope().tail(null);
      return Piece.last(answer.getBytes(StandardCharsets.UTF_8));
    };
  }
}
