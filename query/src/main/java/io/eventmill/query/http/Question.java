package io.eventmill.query.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;

/** A question the API answers. One class each; they stand in one list. */
public interface Question {
  /** The path as the contract writes it, e.g. {@code /api/events/{id}}. */
  String path();

  /** POST for what changes something: its parameters then stand in a JSON object as the body. */
  default HttpMethod method() {
    return HttpMethod.GET;
  }

  /** Whether a POST's body is data, and its parameters stand in the query string. */
  default boolean takesData() {
    return false;
  }

  /** Names of the parameters it knows. */
  List<String> parameters();

  /** The forms its answer can have. */
  default Set<Media> media() {
    return Set.of(Media.JSON, Media.CSV);
  }

  /** True when names that are not among its parameters are no error. */
  default boolean ignoresUnknown() {
    return false;
  }

  /** What an error says to this question's clients. */
  default byte[] body(ApiException error) {
    return error.body();
  }

  /**
   * Reads the parameters, on the event loop: must not block. What is wrong is told to {@code
   * params}; the answer is asked only when nothing is.
   */
  Answer ask(Params params, Media media);
}
