package io.eventmill.app.chaos.load;

import io.eventmill.app.chaos.load.Numbered.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where events are found, and how often each of them may be there. */
public enum Place {
  /** Every attempt that arrived, kept or not, may stand on the raw topic; what was kept must. */
  RAW {
    @Override
    int most(Kind kind, int attempts) {
      return attempts;
    }
  },
  STORE {
    @Override
    int most(Kind kind, int attempts) {
      return switch (kind) {
        case WITH_ID -> Math.min(1, attempts);
        case WITHOUT_ID -> attempts;
        case WITHOUT_TIME -> 0;
      };
    }
  },
  FAILED {
    @Override
    int most(Kind kind, int attempts) {
      return kind == Kind.WITHOUT_TIME ? attempts : 0;
    }
  };

  private static final int SHOWN_MAX = 20;

  abstract int most(Kind kind, int attempts);

  /** What is missing here and what is here too often; the first few of all numbers. */
  public List<String> problems(Sent sent, Copies found) {
    List<String> problems = new ArrayList<>();
    for (int n = 0; n < sent.numbers() && problems.size() < SHOWN_MAX; n++) {
      Kind kind = Numbered.kind(n);
      int attempts = sent.attempts(n);
      int most = most(kind, attempts);
      int least = sent.isAcknowledged(n) ? Math.min(1, most) : 0;
      int copies = found.of(n);
      if (copies < least || copies > most) {
        problems.add(
            "%s: %d, %s, acknowledged: %b, tried %d times, is there %d times"
                .formatted(this, n, kind, sent.isAcknowledged(n), attempts, copies));
      }
    }
    return problems;
  }
}
