package io.eventmill.pipeline;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What requests of a source must be, and how they are answered.
 *
 * @param arraysOnly a body sent as JSON must be an array of events
 * @param checksEvents an event that the stream would not take refuses its request
 * @param detail answers are {@code {"message": …}} and {@code {"detail": …}}, as clients of some
 *     web frameworks know them, instead of {@code {"accepted": n}} and {@code {"error": …}}
 * @param keys where its write keys are; null: none is asked for
 * @param origins web origins whose pages may send, "*" = any; empty: as {@code collect.origins}
 *     says
 */
public record Intake(
    boolean arraysOnly, boolean checksEvents, boolean detail, KeyPlace keys, List<String> origins) {
  private static final List<String> BODIES = List.of("any", "array");
  private static final List<String> CHECKS = List.of("none", "event");
  private static final List<String> ANSWERS = List.of("error", "detail");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s?#]+");

  public Intake {
    origins = List.copyOf(origins);
  }

  /** Open to everybody that the collector lets in. */
  public Intake(boolean arraysOnly, boolean checksEvents, boolean detail) {
    this(arraysOnly, checksEvents, detail, null, List.of());
  }

  /** Any form of body, answered in our own words; events are checked in the stream only. */
  public static Intake usual() {
    return new Intake(false, false, false);
  }

  static Intake read(Section source) {
    try (Section intake = source.section("intake")) {
      return new Intake(
          intake.oneOf("body", "any", BODIES).equals("array"),
          intake.oneOf("check", "none", CHECKS).equals("event"),
          intake.oneOf("answers", "error", ANSWERS).equals("detail"),
          KeyPlace.read(intake),
          origins(intake));
    }
  }

  private static List<String> origins(Section intake) {
    List<String> origins = intake.texts("origins");
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        intake.problem(
            "origins",
            "'"
                + origin
                + "' is not an origin; one looks like https://shop.example, without a path");
      }
    }
    return origins;
  }
}
