package io.eventmill.query;

import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.ApiException;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import io.eventmill.query.trace.Trace;
import io.eventmill.query.trace.Tracer;
import java.util.List;
import java.util.Set;

/** {@code GET /api/events/{id}/trace}: one event's way. */
final class TraceQuestion implements Question {
  private final Tracer tracer;

  TraceQuestion(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public String path() {
    return "/api/events/{id}/trace";
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
      Trace trace = tracer.trace(id);
      if (trace.journeys().isEmpty()) {
        throw ApiException.notFound(
            ("No event with the id '%s' is in the store (stored, failed or dropped), nor among the"
                    + " newest %d records of the raw topics (audit.trace_max).")
                .formatted(id, trace.recordsLookedAt()));
      }
      return Piece.last(TraceAnswers.json(trace));
    };
  }
}
