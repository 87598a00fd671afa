package io.eventmill.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Numbered.Kind;
import io.eventmill.app.chaos.load.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The verdict on rows as they should be, and on rows that one thing is wrong with. */
class VerdictTest {
  private static final int SENT = 100;
  private static final int OPEN = 10;

  private final Sent sent = new Sent();
  private final List<String> rows = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<Window, Long> windows = new HashMap<>();
  private final List<String> twice = new ArrayList<>();

  /** Worked out by hand: of the first hundred numbers the first twenty are a basket. */
  private final Map<String, String> said =
      new HashMap<>(Map.of("k-1", "", "k-6", "k-3", "k-11", "k-3", "k-16", "k-8"));

  /** A hundred acknowledged, each once, and ten tried whose answer never came. */
  VerdictTest() {
    sent.take(0, SENT + OPEN);
    sent.attempt(0, SENT + OPEN, false);
    sent.acknowledged(0, SENT, false);
    for (int n = 0; n < SENT; n++) {
      switch (Numbered.kind(n)) {
        case WITH_ID -> rows.add(row(n, Numbered.id(n)));
        case WITHOUT_ID -> {
          UUID id = new UUID(1, n);
          sent.made(id);
          rows.add(row(n, id.toString()));
        }
        case WITHOUT_TIME -> failures.add(Numbered.id(n) + ",web,now,steps,TIME_MISSING");
      }
    }
    rows.forEach(row -> count(row, 1));
  }

  @Test
  void holdsWhenEachIsThereOnce() {
    assertThat(failures).isNotEmpty();
    assertThat(sent.madeIds()).isNotEmpty();
    assertThat(verdict().holds()).isTrue();
  }

  @Test
  void whatWasNotAcknowledgedMayBeThereOnce() {
    rows.add(row(SENT, Numbered.id(SENT)));
    count(row(SENT, ""), 1);
    assertThat(verdict().holds()).isTrue();
  }

  /** Even when all numbers that the server gives agree with that. */
  @Test
  void aMissingEventBreaksIt() {
    String lost = rows.remove(42);
    count(lost, -1);
    assertThat(broken())
        .containsExactly("every acknowledged event is stored, once, and none that was never sent");
  }

  @Test
  void aLostIdBreaksIt() {
    String lost = rows.remove(indexOf(Kind.WITHOUT_ID));
    count(lost, -1);
    assertThat(broken()).contains("every id that was told is stored");
  }

  @Test
  void aDoubledEventBreaksIt() {
    rows.add(rows.get(42));
    count(rows.get(42), 1);
    assertThat(broken())
        .containsExactly("every acknowledged event is stored, once, and none that was never sent");
  }

  @Test
  void aDoubledIdBreaksIt() {
    String row = rows.get(indexOf(Kind.WITHOUT_ID));
    sent.attempt(7, 1, true); // so that two would be right, with ids of their own
    rows.add(row);
    count(row, 1);
    assertThat(broken()).containsExactly("every row is what was sent");
  }

  @Test
  void anEventThatNobodySentBreaksIt() {
    rows.add(row(SENT + OPEN, Numbered.id(SENT + OPEN)));
    assertThat(broken()).contains("every row is what was sent");
  }

  @Test
  void aChangedEventBreaksIt() {
    rows.set(0, rows.get(0).replace("type 0", "type 1"));
    assertThat(broken()).containsExactly("every row is what was sent");
  }

  @Test
  void aLostFailureBreaksIt() {
    failures.remove(0);
    assertThat(broken())
        .containsExactly("every acknowledged event that has to fail is among the failed");
  }

  @Test
  void aWrongCountBreaksIt() {
    Map<Window, Long> counted = new HashMap<>(windows);
    counted.merge(counted.keySet().iterator().next(), 1L, Long::sum);
    assertThat(verdict(ledger(0), counted, windows).holds()).isFalse();
    assertThat(verdict(ledger(0), windows, counted).holds()).isFalse();
    counted.put(new Window(0, "type 0"), 1L);
    assertThat(verdict(ledger(0), counted, windows).holds()).isFalse();
    assertThat(verdict(ledger(0), Map.of(), windows).holds()).isFalse();
  }

  @Test
  void aLedgerWithSomethingInFlightBreaksIt() {
    assertThat(verdict(ledger(1), windows, windows).holds()).isFalse();
  }

  @Test
  void aLedgerThatDoesNotAddUpBreaksItWhateverItSays() {
    LedgerTotal wrong =
        new LedgerTotal(
            true, rows.size() + failures.size() + 1, rows.size(), failures.size(), 0, 0, 0, 0, 0);
    assertThat(verdict(wrong, windows, windows).holds()).isFalse();
  }

  @Test
  void anEventPutDownToAnotherBreaksIt() {
    said.put("k-16", "k-3");
    assertThat(broken()).containsExactly("attribution = recount of what is stored");
  }

  @Test
  void aRowThatIsMissingOrNobodysOrThereTwiceBreaksIt() {
    said.remove("k-1");
    assertThat(broken()).containsExactly("attribution = recount of what is stored");
    said.put("k-1", "");
    said.put("k-2", "");
    assertThat(broken()).containsExactly("attribution = recount of what is stored");
    said.remove("k-2");
    twice.add("k-6");
    assertThat(broken()).containsExactly("attribution = recount of what is stored");
  }

  @Test
  void whatIsNotStoredLeadsToNothing() {
    String lost = rows.remove(3);
    count(lost, -1);
    said.put("k-6", "");
    said.put("k-11", "k-8");
    assertThat(broken())
        .containsExactly("every acknowledged event is stored, once, and none that was never sent");
  }

  @Test
  void theReportOfARunThatEndedEarlySaysSoAndHoldsNothing() {
    ChaosReport report =
        new ChaosReport(
            Instant.parse("2026-11-20T10:00:00Z"),
            new ChaosPlan(Duration.ofSeconds(40), 7, 0),
            "embedded",
            Duration.ofSeconds(41),
            Duration.ZERO,
            "events sent 100",
            List.of(),
            null,
            "waited 300 s for the start");
    assertThat(report.holds()).isFalse();
    assertThat(report.markdown("1.0", "a machine"))
        .startsWith("# Chaos: Not shown: the run ended early, after 0 blows.")
        .contains("waited 300 s for the start", "| seed | 7 |")
        .doesNotContain("holds |");
    assertThat(report.text()).startsWith("Not shown").contains("waited 300 s for the start");
  }

  @Test
  void theReportTellsWhatIsBrokenAndHowToSeeItAgain() {
    rows.remove(42);
    Blow blow = new Blow(Duration.ZERO, Blow.Kind.KILL, "server", Duration.ofMillis(1_200), false);
    ChaosReport report =
        new ChaosReport(
            Instant.parse("2026-11-20T10:00:00Z"),
            new ChaosPlan(Duration.ofSeconds(40), 7, 0),
            "embedded",
            Duration.ofSeconds(41),
            Duration.ofSeconds(12),
            "events sent 100",
            List.of(new Struck(Duration.ofSeconds(3), blow, Duration.ofSeconds(5))),
            verdict(),
            null);
    assertThat(report.holds()).isFalse();
    assertThat(report.markdown("1.0", "a machine"))
        .startsWith("# Chaos: Not all holds after 1 blows.")
        .contains(
            "| seed | 7 |",
            "| date | 2026-11-20T10:00:00Z |",
            "| version | 1.0 |",
            "| machine | a machine |",
            "| 3.0 s | server | SIGKILL, started again after 1.2 s | well again after 5.0 s |",
            "| **broken** | every acknowledged event is stored");
    assertThat(report.text()).contains("BROKEN  every acknowledged event is stored");
  }

  private List<String> broken() {
    return verdict().checks().stream().filter(c -> !c.holds()).map(Verdict.Check::promise).toList();
  }

  private Verdict verdict() {
    return verdict(ledger(0), windows, windows);
  }

  private Verdict verdict(
      LedgerTotal ledger, Map<Window, Long> counted, Map<Window, Long> histogram) {
    Stored stored = new Stored(sent);
    rows.forEach(stored::event);
    failures.forEach(stored::failure);
    Map<String, String> bought = Bought.of(sent, stored.events());
    return Verdict.of(
        sent, stored, ledger, counted, histogram, new Attributed(said, twice).check(bought));
  }

  /** As a server would say it that has these rows. */
  private LedgerTotal ledger(long inFlight) {
    long accepted = rows.size() + failures.size() + inFlight;
    return new LedgerTotal(true, accepted, rows.size(), failures.size(), 0, 0, inFlight, 0, 0);
  }

  private static String row(int n, String id) {
    String time = Numbered.time(n).toString().replace("Z", ".000000Z");
    return String.join(
        ",", id, "web", Numbered.type(n), time, "now", "" + n, Numbered.mailDomain(n));
  }

  private void count(String row, long by) {
    String[] cells = row.split(",");
    long start = Instant.parse(cells[3]).getEpochSecond() / 60 * 60;
    windows.merge(new Window(start, cells[2]), by, Long::sum);
    windows.values().removeIf(count -> count == 0);
  }

  private int indexOf(Kind kind) {
    return IntStream.range(0, rows.size())
        .filter(i -> Numbered.kind(Integer.parseInt(rows.get(i).split(",")[5])) == kind)
        .findFirst()
        .orElseThrow();
  }
}
