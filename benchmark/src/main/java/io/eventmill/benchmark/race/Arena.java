package io.eventmill.benchmark.race;

import io.eventmill.benchmark.events.ShapedEvents;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Where a bench runs: its input, its scratch folder, and what is closed after it, last opened
 * first.
 */
public final class Arena implements AutoCloseable {
  private final RunSettings settings;
  private final Path scratch;
  private final Consumer<String> news;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  public Arena(RunSettings settings, Path scratch, Consumer<String> news) {
    this.settings = settings;
    this.scratch = scratch;
    this.news = news;
  }

  public RunSettings settings() {
    return settings;
  }

  /** The product's folder, with the launcher. */
  public Path home() {
    return settings.home();
  }

  /** Events of the shape that was asked for. */
  public ShapedEvents events() {
    return new ShapedEvents(settings.shape());
  }

  /** Gone after the bench. */
  public Path scratch() {
    return scratch;
  }

  /** What goes on, for who watches. */
  public void say(String what) {
    news.accept(what);
  }

  public <T extends AutoCloseable> T with(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
