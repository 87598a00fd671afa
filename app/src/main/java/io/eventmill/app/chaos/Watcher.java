package io.eventmill.app.chaos;

/** Told how a run goes. */
public interface Watcher {
  void at(long seconds);

  void says(String line);
}
