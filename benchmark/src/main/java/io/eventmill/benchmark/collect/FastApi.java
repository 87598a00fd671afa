package io.eventmill.benchmark.collect;

import io.eventmill.benchmark.parts.DebianPackages;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.MissingPeerException;
import io.eventmill.benchmark.race.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A collector in Python, on Debian's own FastAPI and clients of Kafka. */
final class FastApi implements Contestant {
  /** What Debian only recommends is named too. */
  private static final String[] PACKAGES = {
    "python3", "python3-fastapi", "python3-typing-extensions", "python3-sniffio", "python3-idna",
    "uvicorn", "python3-click", "python3-h11", "python3-uvloop", "python3-httptools",
    "python3-kafka", "python3-confluent-kafka", "python3-ujson"
  };

  private final CollectContestant contestant;
  private final Intake intake;
  private final String program;
  private final int workers;
  private DebianPackages python;

  FastApi(Intake intake, String name, String settings, String program, int workers) {
    this.intake = intake;
    this.program = program;
    this.workers = workers;
    this.contestant =
        new CollectContestant(
            intake, name, workers + " workers; " + settings, "/collect", this::start);
  }

  @Override
  public String name() {
    return contestant.name();
  }

  @Override
  public String settings() {
    return contestant.settings();
  }

  @Override
  public void prepare() throws MissingPeerException, IOException, InterruptedException {
    python = DebianPackages.get(intake.arena().home(), "fastapi", PACKAGES);
  }

  @Override
  public Trial run(int round) throws Exception {
    return contestant.run(round);
  }

  private Part start(Intake.Desk desk, URI url) throws Exception {
    Path folder = Files.createDirectories(desk.scratch());
    try (InputStream source = FastApi.class.getResourceAsStream(program)) {
      Files.copy(source, folder.resolve(program), StandardCopyOption.REPLACE_EXISTING);
    }
    Map<String, String> environment = new HashMap<>(python.environment());
    environment.put("KAFKA", desk.kafka());
    environment.put("TOPIC", desk.topic());
    Part part =
        Part.start(
            "fastapi",
            folder,
            List.of(
                python.program("/usr/bin/python3").toString(),
                "-m",
                "uvicorn",
                program.replace(".py", ":app"),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(url.getPort()),
                "--workers",
                Integer.toString(workers),
                "--timeout-keep-alive",
                "600",
                "--no-access-log",
                "--log-level",
                "warning"),
            environment);
    Collectors.awaitPort(part, url);
    Thread.sleep(1_000L * workers); // the port answers before the last worker has its producer
    return part;
  }
}
