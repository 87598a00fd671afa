package io.eventmill.steps.count;

import io.eventmill.event.Event;
import io.eventmill.event.ResultRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the engine does with the parts of a count, in one thread and in any order: partitions are
 * read by turns, notes are under way for a while, checkpoints fail or end late, and everything dies
 * at any moment. What was written stays written.
 */
final class SimulatedJob {
  private static final long AHEAD_MILLIS = 1_000;

  private record Reader(PartitionClocks clocks, CountBuffer buffer, List<Integer> partitions) {}

  private record Snapshot(
      int[] offsets,
      List<PartitionClock> clocks,
      Map<String, Long> totals,
      Map<String, Long> closes,
      long passed,
      List<Counted> unwritten) {}

  private final Windows windows;
  private final List<List<Event>> log;
  private final Random random;
  private final boolean quietOnesAreNotWaitedFor;
  private final CountedFields fields;
  private final CountRows rows;

  /** What stands on the topic, compacted. */
  final Map<String, String> written = new HashMap<>();

  int mostTotals;
  int crashes;
  private final int[] furthest;
  private int[] offsets;
  private List<Reader> readers;
  private List<Counted> underWay;
  private long[] millis;
  private boolean[] quiet;
  private WindowTotals totals;
  private Map<String, Long> cells;
  private Map<String, Long> closes;
  private List<ResultRow> unflushed;
  private final Map<Long, Snapshot> begun = new HashMap<>();
  private Snapshot newest;
  private long checkpoint;

  SimulatedJob(
      Windows windows,
      List<List<Event>> log,
      CountedFields fields,
      CountRows rows,
      Random random,
      boolean quietOnesAreNotWaitedFor) {
    this.windows = windows;
    this.log = log;
    this.fields = fields;
    this.rows = rows;
    this.random = random;
    this.quietOnesAreNotWaitedFor = quietOnesAreNotWaitedFor;
    furthest = new int[log.size()];
    newest =
        new Snapshot(new int[log.size()], List.of(), Map.of(), Map.of(), Long.MIN_VALUE, List.of());
    start();
  }

  private void start() {
    offsets = newest.offsets().clone();
    readers = new ArrayList<>();
    int count = 1 + random.nextInt(log.size());
    for (int i = 0; i < count; i++) {
      PartitionClocks clocks = new PartitionClocks();
      clocks.restore(newest.clocks());
      readers.add(new Reader(clocks, new CountBuffer(), new ArrayList<>()));
    }
    for (int p = 0; p < log.size(); p++) {
      readers.get(random.nextInt(count)).partitions().add(p);
    }
    underWay = new ArrayList<>();
    millis = new long[log.size()];
    java.util.Arrays.fill(millis, Long.MIN_VALUE);
    quiet = new boolean[log.size()];
    totals = new WindowTotals(windows);
    totals.restore(newest.passed(), newest.unwritten());
    cells = new HashMap<>(newest.totals());
    closes = new HashMap<>(newest.closes());
    unflushed = new ArrayList<>();
    begun.clear();
  }

  void run(double crashShare) {
    while (!isAtEnd()) {
      int dice = random.nextInt(100);
      if (random.nextDouble() < crashShare) {
        crash();
      } else if (dice < 75) {
        read();
      } else if (dice < 85) {
        flush(readers.get(random.nextInt(readers.size())));
      } else if (dice < 90) {
        advance();
      } else if (dice < 93) {
        totals.drain(this::write);
      } else if (dice < 96) {
        beginCheckpoint();
      } else if (dice < 98) {
        finishCheckpoint();
      } else if (quietOnesAreNotWaitedFor) {
        becomeQuiet(random.nextInt(quiet.length));
      }
    }
    beginCheckpoint();
    finishCheckpoint();
    totals.drain(this::write);
    unflushed.forEach(this::keep);
  }

  /** Not before it has given again what was read of it before a crash: that is there to be read. */
  private void becomeQuiet(int partition) {
    quiet[partition] = offsets[partition] >= furthest[partition];
  }

  private boolean isAtEnd() {
    for (int p = 0; p < offsets.length; p++) {
      if (offsets[p] < log.get(p).size()) {
        return false;
      }
    }
    return true;
  }

  private void crash() {
    crashes++;
    int kept = random.nextInt(unflushed.size() + 1);
    unflushed.subList(0, kept).forEach(this::keep);
    start();
  }

  private void read() {
    Reader reader = readers.get(random.nextInt(readers.size()));
    if (reader.partitions().isEmpty()) {
      return;
    }
    int p = reader.partitions().get(random.nextInt(reader.partitions().size()));
    if (offsets[p] == log.get(p).size()) {
      return;
    }
    quiet[p] = false;
    Event event = log.get(p).get(offsets[p]++);
    furthest[p] = Math.max(furthest[p], offsets[p]);
    long clock = Windows.clock(event, AHEAD_MILLIS);
    long before = reader.clocks().before(event.origin(), clock);
    millis[p] = Math.max(millis[p], Math.floorDiv(clock, 1_000L));
    long start = windows.start(event.timeMicros());
    boolean late = windows.isTooLate(start, before);
    Counted one = new Counted(start, fields.group(event.json()), 1, event.origin(), late);
    if (late) {
      write(one);
    } else {
      reader.buffer().add(one);
    }
  }

  private void flush(Reader reader) {
    reader.buffer().drain(underWay::add);
    int arrived = random.nextInt(underWay.size() + 1);
    underWay.subList(0, arrived).forEach(this::arrive);
    underWay.subList(0, arrived).clear();
  }

  private void arriveAll() {
    readers.forEach(r -> r.buffer().drain(underWay::add));
    underWay.forEach(this::arrive);
    underWay.clear();
  }

  private void arrive(Counted counted) {
    String key = counted.key();
    boolean begins =
        totals.add(
            counted,
            new WindowTotals.Cell() {
              @Override
              public Long total() {
                return cells.get(key);
              }

              @Override
              public void total(long newest) {
                cells.put(key, newest);
              }
            });
    if (begins) {
      closes.put(key, windows.closedAtMillis(counted.windowMicros()));
    }
    mostTotals = Math.max(mostTotals, cells.size());
  }

  /** A watermark comes behind everything that was read before it. */
  private void advance() {
    arriveAll();
    long least = Long.MAX_VALUE;
    for (int p = 0; p < millis.length; p++) {
      if (!quiet[p]) {
        least = Math.min(least, millis[p]);
      }
    }
    if (least == Long.MAX_VALUE || least == Long.MIN_VALUE) {
      return;
    }
    totals.passed(least - 1);
    long now = least - 1;
    closes.entrySet().removeIf(e -> e.getValue() <= now && cells.remove(e.getKey()) != null);
  }

  private void beginCheckpoint() {
    arriveAll();
    totals.drain(this::write);
    List<PartitionClock> clocks = new ArrayList<>();
    readers.forEach(r -> clocks.addAll(r.clocks().snapshot()));
    long id = ++checkpoint;
    List<Counted> unwritten = totals.snapshot(id);
    if (random.nextInt(4) == 0 && !isAtEnd()) {
      return; // it fails
    }
    begun.put(
        id,
        new Snapshot(
            offsets.clone(),
            clocks,
            Map.copyOf(cells),
            Map.copyOf(closes),
            totals.passedMillis(),
            unwritten));
    unflushed.forEach(this::keep); // the topic has what was written before
    unflushed.clear();
  }

  private void finishCheckpoint() {
    Long id = begun.keySet().stream().max(Long::compare).orElse(null);
    if (id != null) {
      newest = begun.get(id);
      begun.keySet().removeIf(other -> other <= id);
      if (random.nextInt(4) > 0 || isAtEnd()) { // otherwise nobody is told
        totals.finished(id);
      }
    }
  }

  private void write(Counted counted) {
    unflushed.add(rows.row(counted));
  }

  private void keep(ResultRow row) {
    written.put(row.id(), new String(row.json(), java.nio.charset.StandardCharsets.UTF_8));
  }
}
