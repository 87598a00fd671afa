package io.eventmill.steps.validate;

import io.eventmill.event.json.JsonScanner;

/**
 * Settings of the stage, under {@code validate}: how schemas are read and how much work one event
 * may cause.
 *
 * @param formats whether texts are checked for their format, or it is only noted
 * @param depthMax how deep objects and arrays may be nested, in events and schemas
 * @param numberDigitsMax digits of a number, and the greatest exponent; beyond, arithmetic would
 *     take the machine for itself
 * @param patternStepsMax characters looked at in one match of a pattern that needs the slower
 *     engine
 * @param formatLengthMax characters of a text that a format is asked about
 * @param refsMax how many {@code $ref}s the library follows for one value; recursion can double
 *     with each level
 * @param schemaBytesMax size of a schema
 */
public record SchemaSettings(
    boolean formats,
    int depthMax,
    int numberDigitsMax,
    int patternStepsMax,
    int formatLengthMax,
    int refsMax,
    int schemaBytesMax) {
  private static final SchemaSettings DEFAULTS =
      new SchemaSettings(true, 256, 1_000, 100_000, 8_192, 100_000, 1_000_000);

  public SchemaSettings {
    atLeastOne(depthMax, "depth_max");
    atLeastOne(numberDigitsMax, "number_digits_max");
    atLeastOne(patternStepsMax, "pattern_steps_max");
    atLeastOne(formatLengthMax, "format_length_max");
    atLeastOne(refsMax, "refs_max");
    atLeastOne(schemaBytesMax, "schema_bytes_max");
    if (depthMax > JsonScanner.DEPTH_MAX_LIMIT) { // each level takes some of the stack
      throw new IllegalArgumentException(
          "validate.depth_max is " + depthMax + ", the most is " + JsonScanner.DEPTH_MAX_LIMIT);
    }
  }

  public static SchemaSettings defaults() {
    return DEFAULTS;
  }

  public SchemaSettings withFormats(boolean checked) {
    return new SchemaSettings(
        checked,
        depthMax,
        numberDigitsMax,
        patternStepsMax,
        formatLengthMax,
        refsMax,
        schemaBytesMax);
  }

  private static void atLeastOne(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "validate." + name + " is " + value + ", it must be at least 1");
    }
  }
}
