package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Clients;
import io.eventmill.app.chaos.load.Sent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run: starts the target, sends and strikes for as long as the plan says, lets all settle, and
 * gives the verdict. If this process is killed, those it has started go on.
 */
public final class ChaosRun implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofMinutes(5);

  private final ChaosPlan plan;
  private final Target target;
  private final Watcher watcher;
  private final Clock clock;
  private final Patience patience = new Patience();
  private final Sent sent = new Sent();
  private final List<Struck> struck = new ArrayList<>();
  private long beganNanos;
  private volatile Clients sending;

  private ChaosRun(ChaosPlan plan, Target target, Watcher watcher, Clock clock) {
    this.plan = plan;
    this.target = target;
    this.watcher = watcher;
    this.clock = clock;
  }

  /**
   * @param folder an empty one, for all that the server writes
   */
  public static ChaosRun embedded(ChaosPlan plan, Path folder, Watcher watcher, Clock clock) {
    return new ChaosRun(plan, new EmbeddedTarget(folder), watcher, clock);
  }

  /**
   * @param folder an empty one, for all that the processes write
   * @param opensearch a command that starts one, as {@code ./eventmill cluster} takes it
   */
  public static ChaosRun cluster(
      ChaosPlan plan, Path folder, String opensearch, Watcher watcher, Clock clock) {
    return new ChaosRun(plan, new ClusterTarget(folder, opensearch, watcher::says), watcher, clock);
  }

  /**
   * @return what has happened, with the verdict
   * @throws IllegalStateException when a verdict cannot be had, which is bad news too
   */
  public ChaosReport run() throws Exception {
    Instant at = clock.instant();
    target.start();
    awaitReady("the start");
    beganNanos = System.nanoTime();
    Random random = new Random(plan.seed());
    try (Clients clients =
        new Clients(ChaosPlan.CLIENTS, target.doors(), sent, random, plan.pace())) {
      sending = clients;
      strike(clients);
      awaitReady("all to be well again");
      clients.finish();
    }
    Duration load = sinceBegin();
    watcher.says("The load has ended: " + sent.report() + ".");
    Settling settling = new Settling(target, patience, watcher);
    settling.await();
    Duration settled = sinceBegin().minus(load);
    watcher.says("All has settled; the rows are read and recounted.");
    return new ChaosReport(
        at, plan, target.text(), load, settled, sent.report(), struck, settling.verdict(sent));
  }

  private void strike(Clients clients) throws Exception {
    Blows blows = new Blows(target.cards(), target.millisBetweenBlows(), plan.seed());
    Blow blow = blows.next();
    while (sinceBegin().plus(blow.after()).compareTo(plan.length()) < 0) {
      watcher.at(sinceBegin().toSeconds());
      patience.pause(blow.after());
      Struck dealt = deal(blow);
      struck.add(dealt);
      watcher.says(dealt.text());
      clients.check();
      blow = blows.next();
    }
    patience.pause(plan.length().minus(sinceBegin()));
    watcher.at(plan.length().toSeconds());
  }

  private Struck deal(Blow blow) throws Exception {
    Duration at = sinceBegin();
    switch (blow.kind()) {
      case KILL -> {
        target.kill(blow.part());
        patience.pause(blow.length());
        target.restart(blow.part());
      }
      case PAUSE -> {
        target.signal(blow.part(), "STOP");
        try {
          patience.pause(blow.length());
        } finally {
          target.signal(blow.part(), "CONT");
        }
      }
      case CUT -> {
        target.wire(blow.part()).cut();
        patience.pause(blow.length());
        target.wire(blow.part()).heal();
      }
      case SLOW -> {
        target.wire(blow.part()).slow(Blow.SLOW_MILLIS);
        patience.pause(blow.length());
        target.wire(blow.part()).heal();
      }
    }
    Duration over = sinceBegin();
    if (blow.hurried()) {
      return new Struck(at, blow, null);
    }
    awaitReady("all to be well again after the blow to " + blow.part());
    return new Struck(at, blow, sinceBegin().minus(over));
  }

  private void awaitReady(String what) throws Exception {
    String[] missing = new String[1];
    patience.until(
        () -> what + "; " + missing[0] + " is not",
        READY_MAX,
        () -> (missing[0] = target.missing()) == null);
  }

  private Duration sinceBegin() {
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** From another thread: ends the run and all its processes. */
  public void stop() {
    patience.stop();
    Clients clients = sending;
    if (clients != null) {
      clients.close();
    }
    target.close();
  }

  @Override
  public void close() {
    target.close();
  }
}
