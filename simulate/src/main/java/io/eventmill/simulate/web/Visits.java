package io.eventmill.simulate.web;

import io.eventmill.simulate.drawn.Dice;
import java.util.ArrayList;
import java.util.List;

/** The visits that are open, and how they go on from step to step. */
final class Visits {
  private final WebChoices choices;
  private final List<Visitor> visitors;
  private final double visitsPerStepAndShare;
  private final Dice dice;
  private final List<Visit> open = new ArrayList<>();
  private long begun;

  /** One visit: who, where, and whether the page is another than a step ago. */
  static final class Visit {
    final Visitor visitor;
    int page;
    boolean moved = true;

    Visit(Visitor visitor, int page) {
      this.visitor = visitor;
      this.page = page;
    }
  }

  Visits(WebChoices choices, WebSettings settings, List<Visitor> visitors, Dice dice) {
    this.choices = choices;
    this.visitors = visitors;
    this.visitsPerStepAndShare = settings.sessionsPerDay() / (3600.0 / settings.batchSize());
    this.dice = dice;
  }

  /** One step: every open visit goes on or ends, then new ones begin as the hour has it. */
  void step(int hour) {
    goOn();
    begin(rate(hour));
  }

  /** Visits that begin per step, on average. */
  double rate(int hour) {
    return choices.visitsPerHour()[hour] * visitsPerStepAndShare;
  }

  List<Visit> open() {
    return open;
  }

  long begun() {
    return begun;
  }

  private void goOn() {
    int kept = 0;
    for (int i = 0; i < open.size(); i++) {
      Visit visit = open.get(i);
      int next = choices.pages().after(visit.page, dice);
      if (next != PageChain.END) {
        visit.moved = next != visit.page;
        visit.page = next;
        open.set(kept++, visit);
      }
    }
    open.subList(kept, open.size()).clear();
  }

  private void begin(double rate) {
    int whole = (int) rate;
    int count = dice.unit() < rate - whole ? whole + 1 : whole;
    for (int i = 0; i < count; i++) {
      open.add(new Visit(dice.oneOf(visitors), choices.pages().land(dice)));
    }
    begun += count;
  }
}
