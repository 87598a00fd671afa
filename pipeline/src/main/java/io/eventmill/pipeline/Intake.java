package io.eventmill.pipeline;

import java.util.List;

/**
 * What requests of a source must be, and how they are answered.
 *
 * @param arraysOnly a body sent as JSON must be an array of events
 * @param checksEvents an event that the stream would not take refuses its request
 * @param detail answers are {@code {"message": …}} and {@code {"detail": …}}, as clients of some
 *     web frameworks know them, instead of {@code {"accepted": n}} and {@code {"error": …}}
 */
public record Intake(boolean arraysOnly, boolean checksEvents, boolean detail) {
  private static final List<String> BODIES = List.of("any", "array");
  private static final List<String> CHECKS = List.of("none", "event");
  private static final List<String> ANSWERS = List.of("error", "detail");

  /** Any form of body, answered in our own words; events are checked in the stream only. */
  public static Intake usual() {
    return new Intake(false, false, false);
  }

  static Intake read(Section source) {
    try (Section intake = source.section("intake")) {
      return new Intake(
          intake.oneOf("body", "any", BODIES).equals("array"),
          intake.oneOf("check", "none", CHECKS).equals("event"),
          intake.oneOf("answers", "error", ANSWERS).equals("detail"));
    }
  }
}
