package io.eventmill.simulate.door;

/** What an answer's status means for the events of the request. */
enum Verdict {
  KEPT,
  /** Not now: the same events again, later. */
  AGAIN,
  /** Not these events, or not so many: send halves, until the one at fault stands alone. */
  SPLIT,
  /** Not from us, not here: nothing we could send would be taken. */
  CLOSED;

  static Verdict of(int status) {
    if (status >= 200 && status < 300) {
      return KEPT;
    }
    if (status >= 500) {
      return AGAIN;
    }
    return switch (status) {
      case 408, 425, 429 -> AGAIN;
      case 400, 413, 422 -> SPLIT;
      default -> CLOSED;
    };
  }
}
