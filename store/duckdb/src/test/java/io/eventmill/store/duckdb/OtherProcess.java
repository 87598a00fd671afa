package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.store.Batch;
import io.eventmill.store.Position;
import io.eventmill.testkit.SampleEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A process of its own that writes to a store until it is killed, and says after each batch how
 * many events it has been told are kept.
 */
final class OtherProcess implements AutoCloseable {
  static final int BATCH = 500;
  static final String TOPIC = "t";

  private final Process process;
  private final BufferedReader said;

  OtherProcess(Path folder) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      said = process.inputReader(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has been told that this many events are kept, or more. */
  long awaitKept(long events) throws IOException {
    long kept = 0;
    while (kept < events) {
      kept = Long.parseLong(said.readLine());
    }
    return kept;
  }

  /** SIGKILL: nothing is closed, nothing flushed. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public static void main(String[] args) {
    DuckDbStore store = DuckDbStore.open(DuckDbConfig.in(Path.of(args[0])));
    Map<Integer, Position> stands = store.writer().positions(TOPIC);
    long next = stands.isEmpty() ? 0 : stands.get(0).nextOffset();
    while (true) {
      System.out.println(next);
      List<Event> events = SampleEvents.web(BATCH, next);
      next += BATCH;
      Map<Integer, Position> after = Map.of(0, new Position(new UUID(0, 1), next, null));
      store.writer().write(new Batch(TOPIC, events, List.of(), stands, after));
      stands = after;
    }
  }
}
