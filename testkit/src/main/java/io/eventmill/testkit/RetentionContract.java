package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.Dropped;
import io.eventmill.event.Dropped.Cause;
import io.eventmill.event.Event;
import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.Accepted;
import io.eventmill.store.EventFilter;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.LedgerCell;
import io.eventmill.store.LedgerRange;
import io.eventmill.store.LedgerReader.Snapshot;
import io.eventmill.store.Purged;
import io.eventmill.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is too old goes, all else stays, and the ledger misses nothing; compared with a plain loop
 * over what was written. Limits lie on whole days, as a store that removes days at once needs it.
 */
interface RetentionContract extends StoreUnderTest {
  long DAY = 86_400_000L;

  /** 2026-11-01T00:00:00Z. */
  long FIRST_DAY = 1_793_491_200_000L;

  private static List<Event> days(int count, Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String source = i % 3 == 0 ? "app" : "web";
      // in no order, and the event's own time says something else than when it was received
      long received = FIRST_DAY + random.nextInt(10) * DAY + random.nextInt((int) DAY);
      long time = (FIRST_DAY + random.nextInt(10) * DAY) * 1_000;
      events.add(
          new Event(
              SampleEvents.origin(i),
              "id-" + i,
              source,
              "view",
              time,
              received,
              ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8)));
    }
    return events;
  }

  private static FailedEvent failed(Event e) {
    return new FailedEvent(
        e.origin(),
        e.id(),
        e.source(),
        "process",
        Reason.NOT_JSON,
        "It is none.",
        null,
        null,
        e.receivedMillis(),
        1,
        Sender.UNKNOWN,
        new byte[] {1});
  }

  private static Accepted accepted(Event e) {
    return new Accepted(e.origin(), e.source(), e.receivedMillis(), null);
  }

  private static Dropped dropped(Event e) {
    return new Dropped(e.origin(), e.id(), e.source(), e.receivedMillis(), Cause.DUPLICATE);
  }

  private static boolean old(String source, long receivedMillis, long before) {
    return source.equals("web") && receivedMillis < before;
  }

  /** All steps; how many rows went. */
  private long purge(String source, long before, int rowsMax) {
    long rows = 0;
    Purged step;
    do {
      step = store().purger().events(source, before, rowsMax);
      rows += step.rows();
    } while (!step.done());
    return rows;
  }

  @Test
  default void whatWasReceivedBeforeATimeIsGoneOfOneSourceAndNothingElse() {
    List<Event> all = days(3_000, new Random(61));
    List<Event> events = all.subList(0, 2_000);
    List<Event> failing = all.subList(2_000, 2_600);
    List<Event> repeated = all.subList(2_600, 3_000);
    write(events);
    writeFailed(failing.stream().map(RetentionContract::failed).toList());
    writeLedger(
        all.stream().map(RetentionContract::accepted).toList(),
        repeated.stream().map(RetentionContract::dropped).toList());
    long before = FIRST_DAY + 4 * DAY;

    long rows = purge("web", before, 170);

    Set<String> kept = new TreeSet<>();
    events.stream()
        .filter(e -> !old(e.source(), e.receivedMillis(), before))
        .forEach(e -> kept.add(e.id()));
    assertThat(ids(findAll(EventFilter.ALL, 300, true))).isEqualTo(kept);
    assertThat(store().reader().count(EventFilter.ALL)).isEqualTo(kept.size());
    assertThat(store().failures().find(new FailedQuery(FailedFilter.ALL, true, null, 1_000)))
        .extracting(f -> f.failed().id())
        .containsExactlyInAnyOrderElementsOf(
            failing.stream()
                .filter(e -> !old(e.source(), e.receivedMillis(), before))
                .map(Event::id)
                .toList());
    assertThat(rows)
        .isEqualTo(all.stream().filter(e -> old(e.source(), e.receivedMillis(), before)).count());
    balances(all, before);
    reopen();
    balances(all, before);
    assertThat(purge("web", before, 170)).isZero();
  }

  /** What the ledger still tells is told whole, and what is gone is not told at all. */
  private void balances(List<Event> all, long before) {
    Snapshot snapshot = store().ledger().snapshot(new LedgerRange(null, 0, Long.MAX_VALUE));
    assertThat(snapshot.keptSince()).isEqualTo(Map.of("web", before / 60_000));
    Map<String, Long> told =
        snapshot.cells().stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.source() + (c.kind() == LedgerCell.Kind.ACCEPTED ? " in" : " out"),
                    Collectors.summingLong(LedgerCell::records)));
    for (String source : List.of("web", "app")) {
      long expected =
          all.stream()
              .filter(e -> e.source().equals(source))
              .filter(e -> !old(source, e.receivedMillis(), before))
              .count();
      assertThat(told).containsEntry(source + " in", expected);
      assertThat(told).containsEntry(source + " out", expected);
    }
    assertThat(snapshot.cells())
        .noneMatch(c -> c.source().equals("web") && c.minute() < before / 60_000);
  }

  @Test
  default void aRemovalThatStopsHalfWayLeavesNoDifferenceInTheLedger() {
    List<Event> all = days(600, new Random(62));
    write(all);
    writeLedger(all.stream().map(RetentionContract::accepted).toList(), List.of());
    long before = FIRST_DAY + 7 * DAY;

    store().purger().events("web", before, 50);
    reopen();

    balances(all, before);
  }

  @Test
  default void whatIsLoadedLateIsNotMissedEither() {
    List<Event> all = days(300, new Random(63));
    write(all.subList(0, 200));
    writeLedger(all.subList(0, 250).stream().map(RetentionContract::accepted).toList(), List.of());
    long before = FIRST_DAY + 5 * DAY;
    purge("web", before, 1_000);

    write(all.subList(200, 300));
    writeLedger(
        all.subList(250, 300).stream().map(RetentionContract::accepted).toList(), List.of());

    balances(all, before);
    purge("web", before, 1_000);
    balances(all, before);
    assertThat(findAll(EventFilter.ALL, 300, true).stream().map(StoredEvent::event))
        .noneMatch(e -> old(e.source(), e.receivedMillis(), before));
  }

  @Test
  default void theMarkOnlyMovesForward() {
    List<Event> all = days(100, new Random(64));
    write(all);
    writeLedger(all.stream().map(RetentionContract::accepted).toList(), List.of());
    purge("web", FIRST_DAY + 5 * DAY, 1_000);
    purge("web", FIRST_DAY + 2 * DAY, 1_000);

    balances(all, FIRST_DAY + 5 * DAY);
  }

  @Test
  default void theMarkOfAReplayGoesWithItsFailedEvent() {
    List<Event> all = days(40, new Random(65));
    List<FailedEvent> failing = all.stream().map(RetentionContract::failed).toList();
    writeFailed(failing);
    List<Accepted> replays = new ArrayList<>();
    for (FailedEvent f : failing) {
      Origin again = SampleEvents.origin(1_000 + f.origin().offset());
      replays.add(new Accepted(again, f.source(), FIRST_DAY + 9 * DAY, f.origin()));
    }
    writeLedger(replays, List.of());
    long before = FIRST_DAY + 9 * DAY;

    purge("web", before, 7);

    assertThat(store().failures().find(new FailedQuery(FailedFilter.ALL, true, null, 1_000)))
        .hasSize(
            (int)
                failing.stream().filter(f -> !old(f.source(), f.receivedMillis(), before)).count())
        .allMatch(f -> f.replay() != null);
  }

  private static Set<String> ids(List<StoredEvent> events) {
    return events.stream().map(e -> e.event().id()).collect(Collectors.toCollection(TreeSet::new));
  }
}
