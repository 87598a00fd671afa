package io.eventmill.simulate.web;

import io.eventmill.simulate.drawn.Dice;
import java.util.List;
import java.util.Map;

/** How a visit goes on: a Markov chain over pages, numbered in the order of the weights file. */
final class PageChain {
  static final String SESSION_END = "session_end";
  static final int END = -1;

  private final List<String> pages;
  private final Choice landing;
  private final int[] landingPages;
  private final Choice[] next;
  private final int[][] nextPages;

  PageChain(Map<String, Map<String, Double>> moves, Map<String, Double> landing) {
    this.pages = List.copyOf(moves.keySet());
    this.landing = new Choice(landing);
    this.landingPages = numbers(this.landing);
    this.next = new Choice[pages.size()];
    this.nextPages = new int[pages.size()][];
    for (int i = 0; i < next.length; i++) {
      next[i] = new Choice(moves.get(pages.get(i)));
      nextPages[i] = numbers(next[i]);
    }
  }

  List<String> pages() {
    return pages;
  }

  int land(Dice dice) {
    return landingPages[landing.index(dice)];
  }

  /** The page after this one, or {@link #END}. */
  int after(int page, Dice dice) {
    return nextPages[page][next[page].index(dice)];
  }

  private int[] numbers(Choice choice) {
    return choice.names().stream()
        .mapToInt(name -> name.equals(SESSION_END) ? END : pages.indexOf(name))
        .toArray();
  }
}
