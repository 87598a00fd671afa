package io.eventmill.query.http;

import java.util.Objects;

/**
 * What is wrong with one parameter.
 *
 * @param message what was found and what would be right
 * @param limit the number that was exceeded, or null
 */
public record BadParameter(String field, String message, Long limit) {
  public BadParameter {
    Objects.requireNonNull(field, "field is null");
    Objects.requireNonNull(message, "message is null");
  }

  public BadParameter(String field, String message) {
    this(field, message, null);
  }
}
