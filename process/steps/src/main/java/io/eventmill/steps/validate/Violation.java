package io.eventmill.steps.validate;

import java.util.Objects;

/**
 * The first thing found in an event that its schema does not allow.
 *
 * @param pointer JSON pointer of the offending value; for a missing field, of where it should be
 * @param keyword the schema's keyword that refuses it, or one of the constants here
 * @param message one sentence for people: what, where, what was found, what would be right
 */
public record Violation(String pointer, String keyword, String message) {
  /** The bytes are not JSON. */
  public static final String NOT_JSON = "json";

  /** A name stands twice in its object. */
  public static final String DUPLICATE = "duplicate";

  /** A limit of the validator, not of the schema: depth, length of a number, work. */
  public static final String LIMIT = "limit";

  /** The value of a field that may not be there at all (a schema that is {@code false}). */
  public static final String FORBIDDEN = "false";

  public Violation {
    Objects.requireNonNull(pointer, "pointer is null");
    Objects.requireNonNull(keyword, "keyword is null");
    Objects.requireNonNull(message, "message is null");
  }

  /** True when the event is no JSON to judge, whatever its schema. */
  public boolean isAboutJson() {
    return keyword.equals(NOT_JSON) || keyword.equals(DUPLICATE);
  }
}
