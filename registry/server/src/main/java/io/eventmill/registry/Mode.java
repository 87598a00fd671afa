package io.eventmill.registry;

import java.util.Locale;
import java.util.Optional;

/** What may be done to a subject. */
public enum Mode {
  READWRITE,
  /** Nothing is registered or deleted. */
  READONLY,
  /** Schemas come with the ids and versions they had in another registry, unchecked. */
  IMPORT;

  static Optional<Mode> named(String name) {
    try {
      return Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
