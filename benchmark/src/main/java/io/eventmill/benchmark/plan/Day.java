package io.eventmill.benchmark.plan;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A day second by second: events come, and each stage takes no more than it can; the others wait in
 * the log before it. What the collectors cannot take is refused, as they do.
 *
 * @param came all that were sent
 * @param refused of them
 * @param stored of them
 * @param waiting of them, at the end of the day
 * @param longestWaitSeconds from when one was taken until it was stored
 * @param mostWaiting in the log at once
 */
record Day(
    double came,
    double refused,
    double stored,
    double waiting,
    int longestWaitSeconds,
    double mostWaiting) {
  private static final int SECONDS = 86_400;

  /** Events that were taken in the same second. */
  private static final class Wave {
    final int second;
    double events;

    Wave(int second, double events) {
      this.second = second;
      this.events = events;
    }
  }

  static Day simulate(Plan plan, Faults faults, long seed) {
    Traffic traffic = new Traffic(plan.rate(), seed);
    Deque<Wave> raw = new ArrayDeque<>();
    Deque<Wave> enriched = new ArrayDeque<>();
    double came = 0;
    double refused = 0;
    double stored = 0;
    double waiting = 0;
    double mostWaiting = 0;
    int longest = 0;
    for (int second = 0; second < SECONDS; second++) {
      double now = traffic.in(second);
      double taken = Math.min(now, most(plan, plan.collect(), faults, second));
      came += now;
      refused += now - taken;
      raw.add(new Wave(second, taken));
      move(raw, most(plan, plan.process(), faults, second), enriched);
      Deque<Wave> done = new ArrayDeque<>();
      move(enriched, most(plan, plan.load(), faults, second), done);
      double storedNow = 0;
      for (Wave wave : done) {
        storedNow += wave.events;
        longest = Math.max(longest, second - wave.second);
      }
      stored += storedNow;
      waiting += taken - storedNow;
      mostWaiting = Math.max(mostWaiting, waiting);
    }
    return new Day(came, refused, stored, waiting, longest, mostWaiting);
  }

  private static double most(Plan plan, Stage stage, Faults faults, int second) {
    return stage.most() * faults.left(plan, stage, second);
  }

  /** The oldest first. */
  private static void move(Deque<Wave> from, double most, Deque<Wave> to) {
    double left = most;
    while (left > 0 && !from.isEmpty()) {
      Wave first = from.peek();
      double part = Math.min(left, first.events);
      to.add(new Wave(first.second, part));
      left -= part;
      first.events -= part;
      if (first.events <= 0) {
        from.remove();
      }
    }
  }
}
