package io.eventmill.app.mill;

import io.eventmill.pipeline.Problem;
import java.util.List;

/** A pipeline file that does not take the place of the one that runs. */
final class PipelineRefusedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  PipelineRefusedException(String message, List<Problem> problems) {
    super(message);
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
