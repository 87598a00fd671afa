package io.eventmill.benchmark.collect;

import io.eventmill.benchmark.parts.JavaProcess;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.PortProbe;
import io.eventmill.benchmark.race.Contestant;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Who takes part. */
final class Collectors {
  static final String AS_WRITTEN = "fastapi as written";
  static final String REWRITE = "fastapi rewrite, 2 workers";
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private Collectors() {}

  static Contestant eventmill(Intake intake) {
    return new CollectContestant(
        intake,
        "eventmill",
        "the collector alone, defaults, with its spool; answered after acks=all; -Xmx512m",
        "/collect/clicks",
        Collectors::start);
  }

  static Contestant asWritten(Intake intake, int workers) {
    return new FastApi(
        intake,
        workers == 1 ? AS_WRITTEN : AS_WRITTEN + ", " + workers + " workers",
        "pydantic models, kafka-python with its defaults, answered before the log has anything;"
            + " uvicorn with uvloop and httptools",
        "as_written.py",
        workers);
  }

  static Contestant rewrite(Intake intake) {
    return new FastApi(
        intake,
        REWRITE,
        "ujson, checks by hand, confluent-kafka (acks=all, idempotent, no linger), answered when"
            + " the log has all; uvicorn with uvloop and httptools",
        "rewrite.py",
        2);
  }

  private static Part start(Intake.Desk desk, URI url) throws Exception {
    Part part =
        Part.start(
            "collector",
            desk.scratch(),
            JavaProcess.command(
                JavaProcess.ours(),
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                CollectorProcess.class.getName(),
                desk.kafka(),
                desk.topic(),
                url.getPort(),
                desk.scratch().resolve("spool")));
    part.awaitLine("ready", START_MAX);
    return part;
  }

  static void awaitPort(Part part, URI url) throws InterruptedException {
    part.await("its port", START_MAX, () -> PortProbe.answers(url.getPort()));
  }
}
