package io.eventmill.app.metrics;

import io.eventmill.load.Loader;
import io.eventmill.load.LoaderState;
import io.eventmill.load.Retained;
import io.eventmill.load.Retention;
import io.eventmill.store.EventWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Numbers of what writes to the stores, and of what removes from them. */
public final class LoadNumbers {
  private LoadNumbers() {}

  /** The store as the loader is to write to it, so that its times are known. */
  public static EventWriter timed(String loader, EventWriter store, Numbers to) {
    return new TimedWriter(store, to.times(Families.STORE_WRITE).labelValues(loader));
  }

  /** Of a loader whose store is part of this process. */
  public static void tell(String name, Loader loader, Numbers to) {
    tell(name, loader, () -> true, to);
  }

  /**
   * @param storeAnswers whether the store can be used, also while there is nothing to write
   */
  public static void tell(String name, Loader loader, BooleanSupplier storeAnswers, Numbers to) {
    List<String> label = List.of(name);
    to.tell(Families.LOAD_LAG, label, () -> loader.state().lag());
    to.tell(
        Families.LOAD_UP,
        label,
        () -> {
          LoaderState state = loader.state();
          boolean up = state.running() && state.trouble() == null;
          return up && storeAnswers.getAsBoolean() ? 1 : 0;
        });
    to.tell(Families.LOADED, label, () -> loader.state().events());
    to.tell(Families.LOADED_FAILED, label, () -> loader.state().failed());
    to.tell(Families.REPEATS, label, () -> loader.state().repeats());
  }

  /**
   * @param rows that the store has refused; NaN while it has not answered
   */
  public static void refused(String store, DoubleSupplier rows, Numbers to) {
    to.tell(Families.STORE_REFUSED, List.of(store), rows);
  }

  public static void tell(Retention retention, Numbers to) {
    to.tell(
        Families.REMOVED,
        () -> {
          Map<List<String>, Long> removed = new HashMap<>();
          for (int i = 0; i < retention.rules().size(); i++) {
            Retained rule = retention.rules().get(i);
            String kind = rule.kind().name().toLowerCase(Locale.ROOT);
            removed.merge(List.of(kind, rule.name()), retention.removed(i), Long::sum);
          }
          return removed;
        });
    to.tell(Families.RETENTION_FAILING, List.of(), () -> retention.trouble() == null ? 0 : 1);
  }
}
