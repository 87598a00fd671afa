package io.eventmill.load;

/** A loader's numbers: one thread writes them, any may look. */
final class LoaderGauge {
  private volatile String trouble;
  private volatile long lag;
  private volatile long events;
  private volatile long failed;
  private volatile long repeats;

  void trouble(String why) {
    trouble = why;
  }

  void lag(long records) {
    lag = records;
  }

  void event() {
    events = events + 1;
  }

  void failed() {
    failed = failed + 1;
  }

  void repeat() {
    repeats = repeats + 1;
  }

  LoaderState state(boolean running) {
    return new LoaderState(running, trouble, lag, events, failed, repeats);
  }
}
