package io.eventmill.registry;

import java.util.Locale;
import java.util.Optional;

/** What a new version of a schema has to fit. */
public enum CompatibilityLevel {
  NONE(false, false, false),
  /** The new one reads what was written with the last one. */
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  /** The last one reads what is written with the new one. */
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  boolean backward() {
    return backward;
  }

  boolean forward() {
    return forward;
  }

  /** With every version, not only the last. */
  boolean transitive() {
    return transitive;
  }

  static Optional<CompatibilityLevel> named(String name) {
    try {
      return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
