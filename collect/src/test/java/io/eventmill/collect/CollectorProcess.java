package io.eventmill.collect;

import io.eventmill.topics.KafkaAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A collector in a process of its own, to be killed. */
final class CollectorProcess implements AutoCloseable {
  private static final String READY = "port ";

  final Process process;
  final int port;

  private CollectorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param before what the shell does before it becomes the collector, e.g. set a limit
   */
  static CollectorProcess start(String before, String kafka, String topic, Path spool)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(List.of("bash", "-c", before + "exec \"$@\"", "bash"));
    command.addAll(
        List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(List.of(CollectorProcess.class.getName(), kafka, topic, spool.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith(READY)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the collector did not start");
    }
    return new CollectorProcess(process, Integer.parseInt(line.substring(READY.length())));
  }

  /** SIGKILL: nothing in the process gets to run any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] args) throws Exception {
    CollectConfig config =
        CollectConfig.defaults()
            .with("spool_dir", args[2])
            .with("spool_after", "200ms")
            .with("retry_after", "1s");
    TestDoor door = TestDoor.running(config, args[1], KafkaAddress.of(args[0]));
    System.out.println(READY + door.port);
    System.in.read(); // until the parent is gone
    Runtime.getRuntime().halt(1);
  }
}
