package io.eventmill.app.command;

import java.nio.file.Path;
import java.util.List;

/** The pipelines that come with Eventmill and run when none is named. */
final class ReadyPipelines {
  private static final List<String> DEFAULT = List.of("web-events", "access-log");

  private ReadyPipelines() {}

  static List<Path> orGiven(List<Path> given) {
    if (given != null && !given.isEmpty()) {
      return given;
    }
    return named(DEFAULT);
  }

  static List<Path> named(List<String> names) {
    Path home = Path.of(System.getProperty("eventmill.home", ".")).resolve("pipelines");
    return names.stream().map(home::resolve).toList();
  }
}
