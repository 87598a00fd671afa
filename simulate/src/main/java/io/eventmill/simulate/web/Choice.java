package io.eventmill.simulate.web;

import io.eventmill.simulate.drawn.Dice;
import java.util.List;
import java.util.Map;

/** Names with the share in which each is drawn. */
final class Choice {
  private final List<String> names;
  private final double[] upTo;

  Choice(Map<String, Double> shares) {
    this.names = List.copyOf(shares.keySet());
    this.upTo = new double[names.size()];
    double sum = 0;
    int lastPossible = 0;
    for (int i = 0; i < upTo.length; i++) {
      double share = shares.get(names.get(i));
      sum += share;
      upTo[i] = sum;
      lastPossible = share > 0 ? i : lastPossible;
    }
    for (int i = lastPossible; i < upTo.length; i++) {
      upTo[i] = 1; // what rounding left over, but never to a name of share 0
    }
  }

  List<String> names() {
    return names;
  }

  String draw(Dice dice) {
    return names.get(index(dice));
  }

  int index(Dice dice) {
    double at = dice.unit();
    int i = 0;
    while (at >= upTo[i]) {
      i++;
    }
    return i;
  }
}
