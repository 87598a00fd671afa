package io.eventmill.benchmark.log;

import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Trial;
import java.util.function.UnaryOperator;

/** Someone who reads the input topic and writes an output topic. */
public class LogContestant implements Contestant {
  private final Track track;
  private final String name;
  private final String settings;
  private final UnaryOperator<byte[]> form;
  private final Track.Starter starter;

  public LogContestant(
      Track track,
      String name,
      String settings,
      UnaryOperator<byte[]> form,
      Track.Starter starter) {
    this.track = track;
    this.name = name;
    this.settings = settings;
    this.form = form;
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
    return track.run(name, starter, form);
  }
}
