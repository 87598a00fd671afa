package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.pipeline.EventFields;
import io.eventmill.pipeline.Source;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/sources}: where events can be sent, and which of their fields say what. */
final class SourcesQuestion implements Question {
  private final byte[] answer;

  SourcesQuestion(List<Source> sources) {
    String all = sources.stream().map(SourcesQuestion::json).collect(Collectors.joining(",\n"));
    this.answer = ("{\"sources\":[" + all + "]}\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String path() {
    return "/api/sources";
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
    return () -> Piece.last(answer);
  }

  private static String json(Source source) {
    EventFields event = source.event();
    return "{\"name\":"
        + JsonStrings.quote(source.name())
        + ",\"id\":"
        + JsonText.quoted(event.id())
        + ",\"type\":"
        + JsonText.quoted(event.type())
        + ",\"fixed_type\":"
        + JsonText.quoted(event.fixedType())
        + ",\"time\":"
        + JsonText.quoted(event.time())
        + ",\"key\":"
        + JsonText.quoted(event.key())
        + ",\"time_zone\":"
        + JsonStrings.quote(source.timeZone().getId())
        + "}";
  }
}
