package io.eventmill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.FailedEvent;
import io.eventmill.event.Origin;
import io.eventmill.event.Reason;
import io.eventmill.event.Sender;
import io.eventmill.store.Accepted;
import io.eventmill.store.FailedFilter;
import io.eventmill.store.FailedGroup;
import io.eventmill.store.FailedQuery;
import io.eventmill.store.FailedQuery.After;
import io.eventmill.store.StoredFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Failed events: found, paged, grouped and marked, each compared with a plain loop. */
interface FailedContract extends StoreUnderTest {
  @Test
  default void findsFailedEventsByEveryFilterPageByPage() {
    List<FailedEvent> all = failures(300, 41);
    writeFailed(all);
    List<FailedEvent> replayed = all.subList(0, 90);
    writeLedger(replays(replayed), List.of());

    Random random = new Random(42);
    for (int i = 0; i < 60; i++) {
      FailedFilter filter = filter(random);
      boolean oldestFirst = random.nextBoolean();
      Comparator<FailedEvent> order = oldestFirst ? OLDEST_FIRST : OLDEST_FIRST.reversed();
      List<FailedEvent> expected =
          all.stream().filter(f -> passes(f, filter, replayed)).sorted(order).toList();

      assertThat(store().failures().count(filter)).as("%s", filter).isEqualTo(expected.size());
      assertThat(pages(filter, oldestFirst, 1 + random.nextInt(50)))
          .as("%s", filter)
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
  }

  @Test
  default void groupsFailedEventsWithTheNewestAsExample() {
    List<FailedEvent> all = failures(200, 43);
    writeFailed(all);
    writeLedger(replays(all.subList(0, 50)), List.of());

    List<FailedGroup> groups = store().failures().groups(FailedFilter.ALL, 100);

    assertThat(groups).isSortedAccordingTo(Comparator.comparingLong(FailedGroup::count).reversed());
    assertThat(groups.stream().mapToLong(FailedGroup::count).sum()).isEqualTo(200);
    assertThat(groups.stream().mapToLong(FailedGroup::replayed).sum()).isEqualTo(50);
    for (FailedGroup group : groups) {
      List<FailedEvent> of =
          all.stream()
              .filter(f -> f.source().equals(group.source()) && f.reason() == group.reason())
              .filter(f -> Objects.equals(f.schema(), group.schema()))
              .sorted(OLDEST_FIRST)
              .toList();
      assertThat(group.count()).isEqualTo(of.size());
      assertThat(group.firstReceivedMillis()).isEqualTo(of.get(0).receivedMillis());
      FailedEvent newest = of.get(of.size() - 1);
      assertThat(group.lastReceivedMillis()).isEqualTo(newest.receivedMillis());
      assertThat(group.example().failed().origin()).isEqualTo(newest.origin());
    }
    assertThat(store().failures().groups(FailedFilter.ALL, 2))
        .usingRecursiveComparison()
        .isEqualTo(groups.subList(0, 2));
  }

  @Test
  default void aReplayMarksItsFailedEventWhicheverComesFirst() {
    List<FailedEvent> all = failures(3, 44);
    writeFailed(all.subList(0, 1));
    writeLedger(replays(all.subList(0, 2)), List.of());
    writeFailed(all.subList(1, 3));
    reopen();

    for (int i = 0; i < 3; i++) {
      StoredFailure found = store().failures().byOrigin(all.get(i).origin());
      assertThat(found.failed()).usingRecursiveComparison().isEqualTo(all.get(i));
      assertThat(found.isReplayed()).isEqualTo(i < 2);
    }
    Origin origin = replays(all).get(0).origin();
    assertThat(store().failures().byOrigin(all.get(0).origin()).replay().origin())
        .isEqualTo(origin);
    assertThat(store().failures().byOrigin(new Origin(0, 0, 0, 0))).isNull();
  }

  @Test
  default void aSecondReplayOfTheSameEventIsShownOnce() {
    List<FailedEvent> all = failures(1, 45);
    writeFailed(all);
    Accepted first = replays(all).get(0);
    Origin at = first.origin();
    Origin later =
        new Origin(at.topicIdHigh(), at.topicIdLow(), at.partition(), at.offset() + 1_000);
    writeLedger(List.of(first, new Accepted(later, "web", 1, all.get(0).origin())), List.of());

    assertThat(store().failures().count(FailedFilter.ALL)).isEqualTo(1);
    assertThat(store().failures().byOrigin(all.get(0).origin()).replay().origin()).isEqualTo(later);
  }

  @Test
  default void aReplayOnATopicMadeAnewIsShownWhereItStands() {
    List<FailedEvent> all = failures(1, 46);
    writeFailed(all);
    Origin elsewhere = new Origin(7, 8, 2, 3);
    writeLedger(List.of(new Accepted(elsewhere, "web", 1, all.get(0).origin())), List.of());

    assertThat(store().failures().byOrigin(all.get(0).origin()).replay().origin())
        .isEqualTo(elsewhere);
  }

  Comparator<FailedEvent> OLDEST_FIRST =
      Comparator.comparingLong(FailedEvent::receivedMillis)
          .thenComparingLong(f -> f.origin().topicIdHigh())
          .thenComparingLong(f -> f.origin().topicIdLow())
          .thenComparingInt(f -> f.origin().partition())
          .thenComparingLong(f -> f.origin().offset());

  private List<FailedEvent> pages(FailedFilter filter, boolean oldestFirst, int size) {
    List<FailedEvent> found = new ArrayList<>();
    After after = null;
    while (true) {
      List<StoredFailure> page =
          store().failures().find(new FailedQuery(filter, oldestFirst, after, size));
      assertThat(page).hasSizeLessThanOrEqualTo(size);
      page.forEach(f -> found.add(f.failed()));
      if (page.size() < size) {
        return found;
      }
      FailedEvent last = found.get(found.size() - 1);
      after = new After(last.receivedMillis(), last.origin());
    }
  }

  private static List<FailedEvent> failures(int count, int seed) {
    Random random = new Random(seed);
    List<FailedEvent> failed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Reason reason = Reason.values()[random.nextInt(4)];
      failed.add(
          new FailedEvent(
              new Origin(-5, 6, random.nextInt(3), i),
              "id-" + random.nextInt(20),
              random.nextBoolean() ? "web" : "app",
              "process",
              reason,
              "It is wrong.",
              null,
              random.nextBoolean() ? null : "web-event:" + random.nextInt(2),
              1_000_000 + random.nextInt(50),
              1,
              Sender.UNKNOWN,
              new byte[] {(byte) i}));
    }
    return failed;
  }

  private static List<Accepted> replays(List<FailedEvent> failed) {
    return failed.stream()
        .map(
            f -> {
              Origin of = f.origin();
              Origin at = new Origin(-5, 6, of.partition(), 10_000 + of.offset());
              return new Accepted(at, f.source(), f.receivedMillis(), of);
            })
        .toList();
  }

  private static FailedFilter filter(Random random) {
    return new FailedFilter(
        random.nextInt(4) > 0 ? null : "id-" + random.nextInt(22),
        random.nextInt(3) > 0 ? null : "web",
        random.nextInt(3) > 0 ? null : Reason.values()[random.nextInt(5)],
        random.nextBoolean() ? null : 1_000_000L + random.nextInt(50),
        random.nextBoolean() ? null : 1_000_000L + random.nextInt(50),
        random.nextBoolean() ? null : random.nextBoolean());
  }

  private static boolean passes(FailedEvent f, FailedFilter filter, List<FailedEvent> replayed) {
    boolean marked = replayed.stream().anyMatch(r -> r.origin().equals(f.origin()));
    return (filter.id() == null || filter.id().equals(f.id()))
        && (filter.source() == null || filter.source().equals(f.source()))
        && (filter.reason() == null || filter.reason() == f.reason())
        && (filter.fromMillis() == null || f.receivedMillis() >= filter.fromMillis())
        && (filter.toMillis() == null || f.receivedMillis() < filter.toMillis())
        && (filter.replayed() == null || filter.replayed() == marked);
  }
}
