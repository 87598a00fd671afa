package io.eventmill.query.http;

import java.util.List;
import java.util.Set;

/** A question the API answers. One class each; they stand in one list. */
public interface Question {
  /** The path as the contract writes it, e.g. {@code /api/events/{id}}. */
  String path();

  /** Names of the query parameters it knows. */
  List<String> parameters();

  /** The forms its answer can have. */
  default Set<Media> media() {
    return Set.of(Media.JSON, Media.CSV);
  }

  /**
   * Reads the parameters, on the event loop: must not block. What is wrong is told to {@code
   * params}; the answer is asked only when nothing is.
   */
  Answer ask(Params params, Media media);
}
