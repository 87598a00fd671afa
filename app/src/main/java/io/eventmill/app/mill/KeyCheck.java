package io.eventmill.app.mill;

import io.eventmill.collect.keys.WriteKeys;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import java.util.List;
import java.util.function.UnaryOperator;

/** Whether the write keys that pipelines ask for are there and are secrets. Never shows one. */
public final class KeyCheck {
  private KeyCheck() {}

  /** What a start here and now would say of the pipeline's keys. */
  public static List<String> problems(Pipeline pipeline, UnaryOperator<String> env) {
    return pipeline.sources().stream()
        .filter(source -> source.intake().keys() != null)
        .map(source -> problem(source, env))
        .filter(problem -> problem != null)
        .toList();
  }

  private static String problem(Source source, UnaryOperator<String> env) {
    try {
      WriteKeys.read(List.of(source), env);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** Before anything is opened. */
  static void require(List<Pipeline> pipelines) {
    List<String> problems =
        pipelines.stream().flatMap(p -> problems(p, System::getenv).stream()).toList();
    if (!problems.isEmpty()) {
      throw new UseException(String.join("\n", problems));
    }
  }
}
