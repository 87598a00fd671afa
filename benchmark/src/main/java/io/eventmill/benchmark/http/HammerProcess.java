package io.eventmill.benchmark.http;

import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.measure.Span;
import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link Hammer} in a JVM of its own, so that it costs the server nothing but cores. */
public final class HammerProcess {
  private static final Duration RUN_MAX = Duration.ofMinutes(20);

  private HammerProcess() {}

  /**
   * @param span of the server's processes while the clock ran
   */
  public record Struck(Hit hit, Span span) {}

  public static Struck strike(Plan plan, Path scratch, Gauge server) throws Exception {
    try (Part part =
        Part.start(
            "hammer",
            scratch,
            JavaProcess.command(
                JavaProcess.ours(),
                List.of("-Xmx256m", "-XX:MaxDirectMemorySize=512m", "-XX:+UseSerialGC"),
                Hammer.class.getName(),
                plan.arguments().toArray()))) {
      part.awaitLine("warm", RUN_MAX);
      server.begin();
      Hit hit = Hit.parse(part.awaitLine("hit ", RUN_MAX));
      Span span = server.read();
      return new Struck(hit, new Span(hit.seconds(), span.cpuSeconds(), span.peakBytes()));
    }
  }
}
