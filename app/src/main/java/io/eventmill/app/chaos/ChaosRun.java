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
  private long loadedNanos;
  private long settledNanos;
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

  /** What has happened, with the verdict, or why there is none: which is bad news too. */
  public ChaosReport run() {
    Instant at = clock.instant();
    Settling settling = new Settling(target, patience, watcher);
    try {
      target.start();
      awaitReady("the start");
      load();
      settling.await();
      settledNanos = System.nanoTime();
      watcher.says("All has settled; the rows are read and recounted.");
      return report(at, settling.verdict(sent), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return report(at, null, "interrupted");
    } catch (Exception e) {
      return report(at, null, reason(e));
    }
  }

  private void load() throws Exception {
    beganNanos = System.nanoTime();
    Random random = new Random(plan.seed());
    try (Clients clients =
        new Clients(ChaosPlan.CLIENTS, target.doors(), sent, random, plan.pace())) {
      sending = clients;
      strike(clients);
      awaitReady("all to be well again");
      clients.finish();
    }
    loadedNanos = System.nanoTime();
    watcher.says("The load has ended: " + sent.report() + ".");
  }

  private ChaosReport report(Instant at, Verdict verdict, String notShown) {
    long now = System.nanoTime();
    long began = beganNanos == 0 ? now : beganNanos;
    long loaded = loadedNanos == 0 ? now : loadedNanos;
    long settled = settledNanos == 0 ? now : settledNanos;
    return new ChaosReport(
        at,
        plan,
        target.text(),
        Duration.ofNanos(loaded - began),
        Duration.ofNanos(settled - loaded),
        sent.report(),
        struck,
        verdict,
        notShown);
  }

  /** Whatever went wrong after it was stopped went wrong because of that. */
  private String reason(Exception e) {
    if (patience.isStopped()) {
      return "it was stopped before the verdict";
    }
    return e instanceof IllegalStateException ? e.getMessage() : e.toString();
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
