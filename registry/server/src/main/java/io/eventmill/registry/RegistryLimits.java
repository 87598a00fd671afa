package io.eventmill.registry;

/**
 * How much the registry takes. What is over a limit is refused with a message that names it.
 *
 * @param schemaBytesMax one schema, in UTF-8, without white space around its tokens
 * @param schemaDepthMax objects and arrays within each other in one schema
 * @param subjectsMax subjects, deleted ones too until they are deleted for good
 * @param versionsMax versions of one subject, deleted ones too
 * @param textMax characters of all schemas together; it bounds the memory
 * @param comparisonStepsMax pairs of sub-schemas looked at to compare two schemas; references that
 *     fan out make them many
 * @param requestsMax requests worked on or waiting at once
 */
public record RegistryLimits(
    int schemaBytesMax,
    int schemaDepthMax,
    int subjectsMax,
    int versionsMax,
    long textMax,
    int comparisonStepsMax,
    int requestsMax) {
  /** The loader of schemas takes no more. */
  private static final int DEPTH_MOST = 100;

  /** Longest name of a subject, in characters: a topic's name and a suffix, with room. */
  static final int SUBJECT_CHARS_MAX = 512;

  public RegistryLimits {
    least("schema_bytes_max", schemaBytesMax, 2);
    least("schema_depth_max", schemaDepthMax, 1);
    least("subjects_max", subjectsMax, 1);
    least("versions_max", versionsMax, 1);
    least("text_max", textMax, 2);
    least("comparison_steps_max", comparisonStepsMax, 1);
    least("requests_max", requestsMax, 1);
    if (schemaBytesMax > 32 << 20) {
      throw new IllegalArgumentException(
          "registry.schema_bytes_max is " + schemaBytesMax + ", most is 32 MB");
    }
    if (schemaDepthMax > DEPTH_MOST) {
      throw new IllegalArgumentException(
          "registry.schema_depth_max is " + schemaDepthMax + ", the most is " + DEPTH_MOST);
    }
  }

  public static RegistryLimits defaults() {
    return new RegistryLimits(1 << 20, DEPTH_MOST, 10_000, 1_000, 256L << 20, 50_000, 64);
  }

  /** A schema stands in its record as JSON text, where a quote or backslash takes two bytes. */
  int recordBytesMax() {
    return 2 * schemaBytesMax + (256 << 10);
  }

  private static void least(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "registry." + name + " is " + value + ", the least is " + least);
    }
  }
}
