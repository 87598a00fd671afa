package io.eventmill.query.heal;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of an order so far. Filled by one thread. */
public final class ReplayReport {
  private final Map<Failing, Group> failing = new LinkedHashMap<>();
  private final Map<Unmoved, Group> staying = new LinkedHashMap<>();
  private long passing;
  private long replayed;
  private ReplayCursor next;

  /** Events that fail alike. */
  public record Failing(String source, Reason reason, String schema) {}

  /** Events that cannot be replayed. */
  public record Unmoved(String source, Reason reason, String why) {}

  /** How many, and the first of them. */
  public static final class Group {
    private final FailedEvent example;
    private long count;

    private Group(FailedEvent example) {
      this.example = example;
    }

    public long count() {
      return count;
    }

    public FailedEvent example() {
      return example;
    }
  }

  void passes() {
    passing++;
  }

  /**
   * @param now how it would fail now
   */
  void fails(FailedEvent now) {
    failing.computeIfAbsent(
            new Failing(now.source(), now.reason(), now.schema()), k -> new Group(now))
        .count++;
  }

  void stays(FailedEvent event, String why) {
    staying.computeIfAbsent(new Unmoved(event.source(), event.reason(), why), k -> new Group(event))
        .count++;
  }

  void replayed(long more) {
    replayed += more;
  }

  void next(ReplayCursor cursor) {
    next = cursor;
  }

  public long wouldPass() {
    return passing;
  }

  public long wouldFail() {
    return failing.values().stream().mapToLong(Group::count).sum();
  }

  public long replayed() {
    return replayed;
  }

  /** Those that would fail, largest group first. */
  public List<Map.Entry<Failing, Group>> failing() {
    return largestFirst(failing);
  }

  /** Those that stay, largest group first. */
  public List<Map.Entry<Unmoved, Group>> staying() {
    return largestFirst(staying);
  }

  /** Where to go on; null when all was looked at. */
  public ReplayCursor next() {
    return next;
  }

  private static <K> List<Map.Entry<K, Group>> largestFirst(Map<K, Group> groups) {
    List<Map.Entry<K, Group>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort((a, b) -> Long.compare(b.getValue().count(), a.getValue().count()));
    return sorted;
  }
}
