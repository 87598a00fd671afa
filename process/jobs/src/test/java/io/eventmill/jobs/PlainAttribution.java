package io.eventmill.jobs;

import io.eventmill.jobs.ClickHistory.Arrival;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attribution once more, as a plain loop over all events: nothing is held, nothing forgotten,
 * nothing shared with the product. What a reader of the docs would compute.
 */
final class PlainAttribution {
  private static final long WITHIN = ClickHistory.WITHIN;

  private PlainAttribution() {}

  /**
   * @param credits by touch, in order, in units of 1
   * @param main null when there is no touch
   */
  record Answer(Map<String, BigDecimal> credits, String main, boolean late) {}

  /**
   * @param grace in milliseconds
   */
  static Map<String, Answer> answers(List<Arrival> arrivals, String model, long grace) {
    Map<String, Answer> answers = new TreeMap<>();
    Map<String, Arrival> known = new TreeMap<>();
    for (int i = 0; i < arrivals.size(); i++) {
      Arrival order = arrivals.get(i);
      Arrival before = known.get(order.id());
      boolean forgotten = before == null || !held(before, WITHIN, order, grace);
      if (order.order() && forgotten) {
        known.put(order.id(), order);
        answers.put(order.id(), answer(arrivals, i, model, grace));
      }
    }
    return answers;
  }

  /** Whether the time until then after its own has not passed yet, or else the grace has not. */
  private static boolean held(Arrival event, long micros, Arrival when, long grace) {
    boolean inTime = millis(event.time() + micros) > when.watermark();
    boolean late = millis(event.time() + (event.order() ? 0 : WITHIN)) <= event.watermark();
    return inTime || (event.old() || late) && when.millis() < event.millis() + grace;
  }

  private static Answer answer(List<Arrival> arrivals, int at, String model, long grace) {
    Arrival order = arrivals.get(at);
    boolean late = order.user() != null && millis(order.time()) <= order.watermark();
    List<Arrival> touches = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      Arrival click = arrivals.get(i);
      boolean fits =
          !click.order()
              && order.user() != null
              && order.user().equals(click.user())
              && click.time() >= order.time() - WITHIN
              && click.time() <= order.time();
      boolean met =
          i < at
              ? held(click, WITHIN, order, grace)
              : held(order, 0, click, grace) && held(click, WITHIN, click, grace);
      boolean known =
          touches.stream().anyMatch(t -> t.id().equals(click.id()) && t.time() == click.time());
      if (fits && met && !known) {
        touches.add(click);
      }
    }
    touches.sort(Comparator.comparingLong(Arrival::time).thenComparing(Arrival::id));
    Map<String, BigDecimal> credits = new LinkedHashMap<>();
    BigDecimal greatest = BigDecimal.ZERO;
    String main = null;
    List<BigDecimal> shares = touches.isEmpty() ? List.of() : shares(touches, model);
    for (int i = 0; i < touches.size(); i++) {
      Arrival touch = touches.get(i);
      credits.put(touch.id() + "@" + touch.time(), shares.get(i));
      if (shares.get(i).compareTo(greatest) > 0) {
        greatest = shares.get(i);
        main = touch.id() + "@" + touch.time();
      }
    }
    return new Answer(credits, main, late);
  }

  private static long millis(long micros) {
    return Math.floorDiv(micros, 1000L);
  }

  private static List<BigDecimal> shares(List<Arrival> touches, String model) {
    int n = touches.size();
    List<BigDecimal> weights = new ArrayList<>();
    long latest = touches.get(n - 1).time();
    for (int i = 0; i < n; i++) {
      weights.add(
          switch (model) {
            case "first" -> i == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
            case "last" -> i == n - 1 ? BigDecimal.ONE : BigDecimal.ZERO;
            case "linear" -> BigDecimal.ONE;
            case "position" ->
                n < 3
                    ? BigDecimal.ONE
                    : i == 0 || i == n - 1
                        ? new BigDecimal("0.4")
                        : new BigDecimal("0.2")
                            .divide(new BigDecimal(n - 2), MathContext.DECIMAL128);
            default ->
                BigDecimal.valueOf(
                    Math.pow(0.5, (latest - touches.get(i).time()) / (WITHIN / 2.0)));
          });
    }
    BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    List<BigDecimal> exact =
        weights.stream().map(w -> w.divide(sum, MathContext.DECIMAL128)).toList();
    List<BigDecimal> rounded =
        new ArrayList<>(exact.stream().map(e -> e.setScale(6, RoundingMode.FLOOR)).toList());
    BigDecimal left =
        BigDecimal.ONE.subtract(rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    List<Integer> byRemainder = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      byRemainder.add(i);
    }
    MathContext coarse = new MathContext(9); // equal in truth, not quite after division
    byRemainder.sort(
        Comparator.comparing(
                (Integer i) -> exact.get(i).subtract(rounded.get(i)).round(coarse).negate())
            .thenComparing(i -> i));
    BigDecimal one = new BigDecimal("0.000001");
    for (int i = 0; i < left.divide(one).intValueExact(); i++) {
      int to = byRemainder.get(i);
      rounded.set(to, rounded.get(to).add(one));
    }
    return rounded;
  }
}
