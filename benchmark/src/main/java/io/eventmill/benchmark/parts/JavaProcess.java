package io.eventmill.benchmark.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, on this one's Java. */
public final class JavaProcess {
  private JavaProcess() {}

  /** This JVM's class path: what is ours. */
  public static String ours() {
    return System.getProperty("java.class.path");
  }

  public static List<String> command(
      String classPath, List<String> options, String mainClass, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, mainClass));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    return command;
  }
}
