package io.eventmill.registry;

/** Schemas that a shop's people would write. */
final class Schemas {
  static final String USER_V1 =
      """
      {"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
       "properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false}""";

  /** One optional field more: reads what {@link #USER_V1} wrote. */
  static final String USER_V2 =
      """
      {"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
       "properties":{"name":{"type":"string"},"email":{"type":"string"}},
       "required":["name"],"additionalProperties":false}""";

  /** A name is a number now: fits neither. */
  static final String USER_BROKEN =
      """
      {"$schema":"http://json-schema.org/draft-07/schema#","type":"object",
       "properties":{"name":{"type":"integer"}},"required":["name"],"additionalProperties":false}""";

  private Schemas() {}

  /** Different for each number, and compatible with nothing but itself. */
  static String numbered(int number) {
    return "{\"const\":" + number + "}";
  }
}
