package io.eventmill.simulate.mobile;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells each complaint once, although a file is read every second; of very many, the first. */
final class Complaints {
  private static final int TOLD_MAX = 100;

  private final Consumer<String> listener;
  private final Set<String> told = new HashSet<>();

  Complaints(Consumer<String> listener) {
    this.listener = listener;
  }

  void tell(String complaint) {
    if (told.size() < TOLD_MAX && told.add(complaint)) {
      listener.accept(complaint);
      if (told.size() == TOLD_MAX) {
        listener.accept("further ones are counted, and not told one by one");
      }
    }
  }

  /** The file was changed: what is wrong with it now is news. */
  void forget() {
    told.clear();
  }
}
