package io.eventmill.steps.count;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The totals of windows and groups, and which rows are to be written anew. A total is forgotten
 * when all partitions have passed its window. What comes for it after all, from a partition that
 * had been quiet and was not waited for, gets a row of its own.
 *
 * <p>Such a row is first written when a checkpoint that knows of it is finished: before, a crash
 * would take the closing back, count the same events into the window's total, and leave the row
 * beside it. Rows of totals need no such care, since their ids are the same after every crash. Not
 * for sharing between threads.
 */
public final class WindowTotals {
  /** The total of one window and group, kept by the engine. */
  public interface Cell {
    /** Null when there is none. */
    Long total();

    void total(long newest);
  }

  private final Windows windows;
  private final Map<String, Counted> changed = new HashMap<>();

  /** By key, what came for closed windows since the last checkpoint. */
  private Map<String, Counted> after = new LinkedHashMap<>();

  /** By the first checkpoint that knows of them. */
  private final TreeMap<Long, Collection<Counted>> sealed = new TreeMap<>();

  private final List<Counted> certain = new ArrayList<>();
  private long passedMillis = Long.MIN_VALUE;

  public WindowTotals(Windows windows) {
    this.windows = windows;
  }

  /**
   * @param passedMillis up to where windows were closed
   * @param unwritten what {@link #snapshot} gave
   */
  public void restore(long passedMillis, Collection<Counted> unwritten) {
    passed(passedMillis);
    certain.addAll(unwritten);
  }

  /** Every partition that is waited for has come this far. */
  public void passed(long millis) {
    passedMillis = Math.max(passedMillis, millis);
  }

  /** Up to where windows are closed. */
  public long passedMillis() {
    return passedMillis;
  }

  /**
   * @return whether a total begins, to be forgotten at {@link Windows#closedAtMillis}
   */
  public boolean add(Counted counted, Cell cell) {
    Long had = cell.total();
    if (had == null && windows.closedAtMillis(counted.windowMicros()) <= passedMillis) {
      after.merge(counted.key(), counted, Counted::plus);
      return false;
    }
    long total = (had == null ? 0 : had) + counted.count();
    cell.total(total);
    changed.put(
        counted.key(),
        new Counted(counted.windowMicros(), counted.group(), total, counted.first(), false));
    return had == null;
  }

  /** Rows that are waiting to be written. */
  public int waiting() {
    return changed.size() + certain.size();
  }

  /** Gives the newest state of every row that changed and can be written. */
  public void drain(Consumer<Counted> rows) {
    changed.values().forEach(rows);
    changed.clear();
    certain.forEach(rows);
    certain.clear();
  }

  /** Rows that a checkpoint must know of, beside the totals; to be drained before. */
  public List<Counted> snapshot(long checkpoint) {
    if (!after.isEmpty()) {
      sealed.put(checkpoint, after.values().stream().map(WindowTotals::ownRow).toList());
      after = new LinkedHashMap<>();
    }
    List<Counted> unwritten = new ArrayList<>(certain);
    sealed.values().forEach(unwritten::addAll);
    return unwritten;
  }

  public void finished(long checkpoint) {
    var known = sealed.headMap(checkpoint, true);
    known.values().forEach(certain::addAll);
    known.clear();
  }

  private static Counted ownRow(Counted c) {
    return new Counted(c.windowMicros(), c.group(), c.count(), c.first(), true);
  }
}
