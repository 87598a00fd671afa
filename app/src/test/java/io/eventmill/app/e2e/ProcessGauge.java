package io.eventmill.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process of ours takes of the machine, as its JVM and the kernel say. */
final class ProcessGauge {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private static final String ESTABLISHED = "01";
  private static final String CLOSE_WAIT = "08";

  private final long pid;

  ProcessGauge(long pid) {
    this.pid = pid;
  }

  /**
   * @param heap bytes of objects that are in use, after a full collection
   * @param resident bytes of memory, heap and all; 0 where there is no /proc
   */
  record Memory(long heap, long resident) {
    @Override
    public String toString() {
      return "heap %d MB, RSS %d MB".formatted(heap >> 20, resident >> 20);
    }
  }

  /** The histogram of live objects is made after a full collection. */
  Memory memory() throws Exception {
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    if (!total.find()) {
      throw new IllegalStateException("jcmd shows no total");
    }
    return new Memory(Long.parseLong(total.group(1)), status("VmRSS") * 1024);
  }

  int threads() throws IOException {
    return (int) status("Threads");
  }

  /** Connections to a port of the machine that are not closed on both sides; 0 without /proc. */
  static long connections(int port) {
    String local = String.format(":%04X ", port);
    long open = 0;
    for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
      try {
        if (Files.exists(table)) {
          open +=
              Files.readAllLines(table).stream()
                  .map(line -> line.strip().split(" +"))
                  .filter(columns -> (columns[1] + " ").endsWith(local))
                  .filter(
                      columns -> columns[3].equals(ESTABLISHED) || columns[3].equals(CLOSE_WAIT))
                  .count();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return open;
  }

  private long status(String name) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(name + ":")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no " + name + " in " + status);
  }

  private String jcmd(String command) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("jcmd " + command + ": " + output);
    }
    return output;
  }
}
