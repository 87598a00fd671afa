package io.eventmill.app.chaos;

import io.eventmill.app.chaos.load.Numbered;
import io.eventmill.app.chaos.load.Numbered.Kind;
import io.eventmill.app.chaos.load.Place;
import io.eventmill.app.chaos.load.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

/** What clients were told beside what is there. Good only when every check holds. */
record Verdict(List<Check> checks) {
  private static final int SHOWN_MAX = 20;

  /**
   * @param promise what must hold
   * @param number what was found, for people
   * @param problems where it does not hold; the first few
   */
  record Check(String promise, String number, List<String> problems) {
    boolean holds() {
      return problems.isEmpty();
    }
  }

  /**
   * @param counted the windows as the server has counted them while events came
   * @param histogram the same as the store counts them when asked
   * @param attribution the attributed rows beside their recount
   */
  static Verdict of(
      Sent sent,
      Stored stored,
      LedgerTotal ledger,
      Map<Window, Long> counted,
      Map<Window, Long> histogram,
      Check attribution) {
    return new Verdict(
        List.of(
            new Check(
                "the ledger adds up and nothing is in flight",
                ledger.text(),
                ledger.holds() ? List.of() : List.of("it does not add up: " + ledger.text())),
            new Check(
                "every acknowledged event is stored, once, and none that was never sent",
                "%,d acknowledged that are to be stored, %,d rows"
                    .formatted(toBeStored(sent), stored.events().total()),
                Place.STORE.problems(sent, stored.events())),
            new Check(
                "every acknowledged event that has to fail is among the failed",
                "%,d failed".formatted(stored.failed().total()),
                Place.FAILED.problems(sent, stored.failed())),
            new Check(
                "every id that was told is stored",
                "%,d ids".formatted(sent.madeIds().size()),
                missing(sent, stored)),
            new Check(
                "every row is what was sent",
                "%,d rows".formatted(stored.events().total() + stored.failed().total()),
                stored.wrong()),
            rowsAreThoseOf(ledger, stored),
            compare("windows counted on the way = recount of what is stored", counted, stored),
            compare("histogram of the store = recount of what is stored", histogram, stored),
            attribution));
  }

  private static long toBeStored(Sent sent) {
    return IntStream.range(0, sent.numbers())
        .filter(n -> sent.isAcknowledged(n) && Numbered.kind(n) != Kind.WITHOUT_TIME)
        .count();
  }

  boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }

  private static List<String> missing(Sent sent, Stored stored) {
    return sent.madeIds().stream()
        .map(UUID::toString)
        .filter(id -> !stored.made().contains(id))
        .limit(SHOWN_MAX)
        .map(id -> "told and not stored: " + id)
        .toList();
  }

  private static Check rowsAreThoseOf(LedgerTotal ledger, Stored stored) {
    List<String> problems = new ArrayList<>();
    differs("stored", ledger.stored(), stored.events().total(), problems);
    differs("failed", ledger.failed(), stored.failed().total(), problems);
    return new Check(
        "the ledger's numbers are those of the rows",
        "%,d and %,d".formatted(stored.events().total(), stored.failed().total()),
        problems);
  }

  private static Check compare(String promise, Map<Window, Long> theirs, Stored stored) {
    List<String> problems = new ArrayList<>();
    TreeSet<Window> all = new TreeSet<>(Window.ORDER);
    all.addAll(theirs.keySet());
    all.addAll(stored.windows().keySet());
    for (Window window : all) {
      long said = theirs.getOrDefault(window, 0L);
      differs(window.text(), said, stored.windows().getOrDefault(window, 0L), problems);
    }
    return new Check(promise, "%,d windows".formatted(stored.windows().size()), problems);
  }

  private static void differs(String what, long said, long rows, List<String> problems) {
    if (said != rows && problems.size() < SHOWN_MAX) {
      problems.add("%s: said %,d, rows %,d".formatted(what, said, rows));
    }
  }
}
