package io.eventmill.query.audit;

import io.eventmill.store.LedgerCell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Works out the equation from the cells. Knows neither log nor store. */
final class Balance {
  private Balance() {}

  /**
   * @param minutes oldest first, then by source
   * @param differences the partitions' balances that do not add up, oldest first
   */
  record Result(List<MinuteTally> minutes, List<CellBalance> differences) {}

  private record Key(String source, long minute, UUID topicId, int partition) {}

  private record MinuteKey(long minute, String source) {}

  /**
   * @param settled by source; cells of other sources are left out
   */
  static Result of(List<LedgerCell> cells, Map<String, Settled> settled) {
    Map<Key, CellBalance> balances = new LinkedHashMap<>();
    for (LedgerCell cell : cells) {
      if (settled.containsKey(cell.source())) {
        balances
            .computeIfAbsent(
                new Key(cell.source(), cell.minute(), cell.topicId(), cell.partition()),
                k -> new CellBalance(cell))
            .add(cell);
      }
    }
    Map<MinuteKey, Tally> minutes =
        new TreeMap<>(Comparator.comparingLong(MinuteKey::minute).thenComparing(MinuteKey::source));
    List<CellBalance> differences = new ArrayList<>();
    for (CellBalance balance : balances.values()) {
      Tally tally = balance.tally(settled.get(balance.source()));
      minutes.merge(new MinuteKey(balance.minute(), balance.source()), tally, Tally::plus);
      if (!tally.addsUp()) {
        differences.add(balance);
      }
    }
    differences.sort(
        Comparator.comparingLong(CellBalance::minute)
            .thenComparing(CellBalance::source)
            .thenComparingInt(CellBalance::partition));
    return new Result(
        minutes.entrySet().stream()
            .map(m -> new MinuteTally(m.getKey().source(), m.getKey().minute(), m.getValue()))
            .toList(),
        differences);
  }
}
