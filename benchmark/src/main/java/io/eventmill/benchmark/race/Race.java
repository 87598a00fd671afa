package io.eventmill.benchmark.race;

import io.eventmill.benchmark.measure.Checksum;
import io.eventmill.benchmark.race.BenchResult.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a bench's heats: A B A B, so that what slows the machine for a while slows everyone. */
public final class Race {
  private final Bench bench;
  private final Arena arena;
  private final Watcher watcher;

  /** Who watches a race: a bar, or nobody. */
  public interface Watcher {
    /**
     * @param done rounds of the whole bench that are behind
     * @param total rounds of the whole bench, of all contestants in all heats
     */
    void on(String heat, String contestant, int round, int done, int total);

    /** What a round has found, told at once: a run may be stopped. */
    default void found(String contestant, int round, Trial trial) {}
  }

  public Race(Bench bench, Arena arena, Watcher watcher) {
    this.bench = bench;
    this.arena = arena;
    this.watcher = watcher;
  }

  public BenchResult run() throws Exception {
    List<Row> rows = new ArrayList<>();
    List<Heat> heats =
        bench.heats(arena).stream().map(heat -> heat.with(arena.settings()::takes)).toList();
    int contestants = heats.stream().mapToInt(heat -> heat.contestants().size()).sum();
    int total = contestants * arena.settings().rounds();
    int done = 0;
    for (Heat heat : heats) {
      rows.addAll(run(heat, done, total));
      done += heat.contestants().size() * arena.settings().rounds();
    }
    return new BenchResult(bench.name(), bench.question(), rows);
  }

  private List<Row> run(Heat heat, int before, int total) throws Exception {
    Map<Contestant, String> troubles = new LinkedHashMap<>();
    Map<Contestant, List<Trial>> trials = new LinkedHashMap<>();
    for (Contestant contestant : heat.contestants()) {
      trials.put(contestant, new ArrayList<>());
      arena.say("preparing " + contestant.name());
      attempt(contestant, troubles, contestant::prepare);
    }
    int rounds = arena.settings().rounds();
    int done = before;
    for (int round = 1; round <= rounds; round++) {
      for (Contestant contestant : heat.contestants()) {
        watcher.on(heat.name(), contestant.name(), round, done++, total);
        if (!troubles.containsKey(contestant)) {
          int now = round;
          attempt(contestant, troubles, () -> trials.get(contestant).add(ran(contestant, now)));
        }
      }
    }
    return heat.contestants().stream()
        .map(c -> row(heat, c, trials.get(c), troubles.get(c)))
        .toList();
  }

  private Trial ran(Contestant contestant, int round) throws Exception {
    Trial trial = contestant.run(round);
    watcher.found(contestant.name(), round, trial);
    return trial;
  }

  private void attempt(Contestant contestant, Map<Contestant, String> troubles, Step step)
      throws InterruptedException {
    try {
      step.take();
    } catch (InterruptedException e) {
      throw e;
    } catch (MissingPeerException e) {
      trouble(contestant, troubles, "cannot start here: " + e.getMessage());
    } catch (Exception e) {
      trouble(contestant, troubles, "failed: " + e.getMessage());
    }
  }

  private void trouble(Contestant contestant, Map<Contestant, String> troubles, String what) {
    troubles.put(contestant, what);
    arena.say(contestant.name() + " " + what);
  }

  private interface Step {
    void take() throws Exception;
  }

  private static Row row(Heat heat, Contestant contestant, List<Trial> trials, String trouble) {
    Map<Measure, List<Double>> figures = new TreeMap<>();
    Checksum expected = contestant.hasOutput() ? heat.expected() : null;
    String found = null;
    for (Trial trial : trials) {
      trial.figures().forEach((m, v) -> figures.computeIfAbsent(m, x -> new ArrayList<>()).add(v));
      if (expected != null && !expected.equals(trial.found())) {
        found = wrong(expected, trial.found());
      }
    }
    return new Row(
        heat.name(),
        heat.work(),
        contestant.name(),
        contestant.settings(),
        figures,
        expected == null ? null : expected.toString(),
        found,
        trouble);
  }

  private static String wrong(Checksum expected, Checksum found) {
    return "expected " + expected + ", found " + found;
  }
}
