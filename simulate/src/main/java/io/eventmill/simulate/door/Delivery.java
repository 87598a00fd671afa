package io.eventmill.simulate.door;

import io.eventmill.simulate.Ticker;
import java.net.http.HttpRequest.BodyPublisher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/**
 * Brings one batch to its end: kept, or refused event by event. Between the two it repeats the same
 * bytes as often as patience allows, so that ids stay the same and nothing is dropped.
 */
final class Delivery {
  private final DoorRequest door;
  private final DoorSettings.Patience patience;
  private final Backoff backoff;
  private final Ticker ticker;
  private final Ledger ledger;
  private final DoorListener listener;

  Delivery(
      DoorRequest door,
      DoorSettings.Patience patience,
      Backoff backoff,
      Ticker ticker,
      Watch watch) {
    this.door = door;
    this.patience = patience;
    this.backoff = backoff;
    this.ticker = ticker;
    this.ledger = watch.ledger();
    this.listener = watch.listener();
  }

  /** Who is told what became of events. */
  record Watch(Ledger ledger, DoorListener listener) {}

  private record Run(int from, int to) {}

  void deliver(Batch batch) throws DoorClosedException, InterruptedException {
    Deque<Run> open = new ArrayDeque<>();
    open.push(new Run(0, batch.count()));
    while (!open.isEmpty()) {
      Run run = open.pop();
      Answer answer = untilAnswered(door.body(batch.body(run.from(), run.to())));
      switch (answer.verdict()) {
        case KEPT -> {
          ledger.kept(run.to() - run.from());
          listener.kept(batch.numbers(), run.from(), run.to());
        }
        case SPLIT -> split(batch, run, answer, open);
        default -> throw new DoorClosedException("the collector refuses all: " + answer);
      }
    }
  }

  private void split(Batch batch, Run run, Answer answer, Deque<Run> open) {
    if (run.to() - run.from() > 1) {
      int middle = (run.from() + run.to()) >>> 1;
      open.push(new Run(middle, run.to()));
      open.push(new Run(run.from(), middle)); // the left half first, to keep the order
      return;
    }
    Refusal refusal =
        new Refusal(
            batch.numbers()[run.from()],
            answer.status(),
            answer.message(),
            batch.event(run.from()));
    ledger.refused(refusal);
    listener.refused(refusal);
  }

  private Answer untilAnswered(BodyPublisher body)
      throws DoorClosedException, InterruptedException {
    long since = ticker.nanos();
    String key = UUID.randomUUID().toString();
    for (int repetition = 0; ; repetition++) {
      Answer answer = door.post(body, key);
      ledger.requested(repetition > 0);
      if (answer.verdict() != Verdict.AGAIN) {
        return answer;
      }
      Duration wait =
          answer.retryAfter() == null
              ? backoff.before(repetition)
              : backoff.after(answer.retryAfter());
      Duration tried = Duration.ofNanos(ticker.nanos() - since);
      boolean limited = !patience.giveUpAfter().isZero();
      if (limited && tried.plus(wait).compareTo(patience.giveUpAfter()) > 0) {
        throw new DoorClosedException(
            "gave up after "
                + (repetition + 1)
                + " attempts (limit: give up after "
                + patience.giveUpAfter()
                + "); last: "
                + answer);
      }
      listener.waiting(answer.toString(), wait);
      ticker.sleep(wait);
    }
  }
}
