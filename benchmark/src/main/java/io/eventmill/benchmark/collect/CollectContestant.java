package io.eventmill.benchmark.collect;

import io.eventmill.benchmark.parts.FreePort;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Trial;
import java.net.URI;

/** Someone who takes events over HTTP and puts them on a topic. */
class CollectContestant implements Contestant {
  private final Intake intake;
  private final String name;
  private final String settings;
  private final String path;
  private final Intake.Starter starter;

  CollectContestant(
      Intake intake, String name, String settings, String path, Intake.Starter starter) {
    this.intake = intake;
    this.name = name;
    this.settings = settings;
    this.path = path;
    this.starter = starter;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String settings() {
    return settings;
  }

  @Override
  public final Trial run(int round) throws Exception {
    return intake.run(starter, URI.create("http://localhost:" + FreePort.any() + path));
  }
}
