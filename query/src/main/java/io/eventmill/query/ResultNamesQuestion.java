package io.eventmill.query;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.query.http.Answer;
import io.eventmill.query.http.Answer.Piece;
import io.eventmill.query.http.Media;
import io.eventmill.query.http.Params;
import io.eventmill.query.http.Question;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/results}: which window counts and attributed conversions can be asked for. */
final class ResultNamesQuestion implements Question {
  private final List<Results> results;

  ResultNamesQuestion(List<Results> results) {
    this.results = results;
  }

  @Override
  public String path() {
    return "/api/results";
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
    String all =
        results.stream()
            .flatMap(kind -> kind.named().stream().map(named -> json(kind.kind(), named)))
            .collect(Collectors.joining(",\n"));
    byte[] answer = ("{\"results\":[" + all + "]}\n").getBytes(StandardCharsets.UTF_8);
    return () -> Piece.last(answer);
  }

  private static String json(String kind, NamedResult named) {
    return "{\"name\":"
        + JsonStrings.quote(named.name())
        + ",\"kind\":"
        + JsonStrings.quote(kind)
        + ",\"group\":"
        + texts(named.group())
        + ",\"columns\":"
        + texts(named.columns())
        + "}";
  }

  private static String texts(List<String> texts) {
    return texts.stream().map(JsonStrings::quote).collect(Collectors.joining(",", "[", "]"));
  }
}
