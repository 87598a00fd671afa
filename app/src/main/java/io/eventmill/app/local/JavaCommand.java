package io.eventmill.app.local;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How processes of this program, and of the parts it carries, are started: by the same Java. */
public record JavaCommand(String java, Path jar, Path home) {
  /** What Flink is made of, among our libraries; the rest would stand in the way of the jobs'. */
  private static final List<String> FLINK =
      List.of(
          "flink-",
          "slf4j-",
          "log4j-",
          "kryo-",
          "minlog-",
          "objenesis-",
          "reflectasm-",
          "javassist-",
          "commons-cli-",
          "commons-collections-",
          "commons-compress-",
          "commons-io-",
          "commons-lang3-",
          "commons-math3-",
          "commons-text-",
          "commons-codec-",
          "snappy-java-",
          "lz4-java-",
          "zstd-jni-",
          "jsr305-",
          "async-profiler-",
          "failureaccess-",
          "snakeyaml-engine-");

  public static JavaCommand ofThisProgram() {
    try {
      Path self =
          Path.of(JavaCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new JavaCommand(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          self,
          Path.of(System.getProperty("eventmill.home", ".")).toAbsolutePath());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param heapMegabytes the most it takes for objects
   */
  public List<String> eventmill(int heapMegabytes, List<String> arguments) {
    List<String> command = small(heapMegabytes);
    command.add("-Deventmill.home=" + home);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return command;
  }

  List<String> flink(int heapMegabytes, String mainClass, List<String> arguments)
      throws IOException {
    List<String> command = small(heapMegabytes);
    command.add("-XX:MaxDirectMemorySize=256m");
    command.addAll(List.of("-cp", flinkClassPath(), mainClass));
    command.addAll(arguments);
    return command;
  }

  private List<String> small(int heapMegabytes) {
    return new ArrayList<>(
        List.of(
            java,
            "-Xmx" + heapMegabytes + "m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED"));
  }

  private String flinkClassPath() throws IOException {
    try (Stream<Path> libraries = Files.list(jar.resolveSibling("lib"))) {
      return libraries
          .filter(l -> isFlink(l.getFileName().toString()))
          .map(Path::toString)
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static boolean isFlink(String library) {
    return FLINK.stream().anyMatch(library::startsWith)
        && !library.startsWith("flink-connector-kafka");
  }
}
