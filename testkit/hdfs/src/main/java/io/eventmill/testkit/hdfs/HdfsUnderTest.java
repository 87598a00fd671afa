package io.eventmill.testkit.hdfs;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real HDFS, NameNode and DataNode, in a folder, on a port of its own and in a process of its
 * own. Asked with Hadoop's own shell. It ends with the JVM that started it.
 */
public final class HdfsUnderTest implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(120);
  private static final String READY = "the file system runs";

  private final Path folder;
  private final int port;
  private Process process;

  private HdfsUnderTest(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static HdfsUnderTest start(Path folder) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    HdfsUnderTest hdfs = new HdfsUnderTest(Files.createDirectories(folder), port);
    hdfs.start(true);
    Runtime.getRuntime().addShutdownHook(new Thread(hdfs::kill));
    return hdfs;
  }

  /** Starts it on the data and the port it had, after {@link #kill}. */
  public void start() throws IOException {
    start(false);
  }

  private void start(boolean empty) throws IOException {
    Files.deleteIfExists(log());
    process =
        java(log(), "-Xmx300m", HdfsProcess.class.getName())
            .with(folder.resolve("hdfs").toString(), Integer.toString(port), "" + empty);
    long end = System.nanoTime() + START_MAX.toNanos();
    while (!Files.readString(log()).contains(READY)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        kill();
        notHere("no HDFS can be started here; its output: " + Files.readString(log()));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void notHere(String why) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(why);
    }
    System.err.println("SKIPPED: " + why);
    abort(why);
  }

  /** Its address, without a path. */
  public String address() {
    return "hdfs://localhost:" + port;
  }

  /** Paths of all files below a folder, as Hadoop's shell lists them. */
  public List<String> files(String below) throws IOException {
    return shell("-ls", "-R", address() + below) // empty where nothing is there
        .lines()
        .filter(line -> line.startsWith("-"))
        .map(line -> line.substring(line.indexOf("/", line.indexOf("hdfs://") + 7)))
        .toList();
  }

  /** Copies a folder and what is below it to the local disk, with Hadoop's shell. */
  public void get(String from, Path to) throws IOException {
    shell("-get", address() + from, to.toString());
  }

  private String shell(String... args) throws IOException {
    Path output = folder.resolve("shell.log");
    Process shell = java(output, "-Xmx100m", "org.apache.hadoop.fs.FsShell").with(args);
    try {
      shell.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    String said = Files.readString(output);
    if (said.contains("Exception")) {
      throw new AssertionError(said);
    }
    return said;
  }

  private interface Java {
    Process with(String... args) throws IOException;
  }

  private static Java java(Path output, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(List.of(options));
    return args -> {
      command.addAll(List.of(args));
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
          .start();
    };
  }

  private static String classPath() {
    try (InputStream in = HdfsUnderTest.class.getResourceAsStream("/hdfs.classpath")) {
      var own = HdfsUnderTest.class.getProtectionDomain().getCodeSource().getLocation();
      String libraries = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return Path.of(own.toURI()) + File.pathSeparator + libraries;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path log() {
    return folder.resolve("hdfs.log");
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
