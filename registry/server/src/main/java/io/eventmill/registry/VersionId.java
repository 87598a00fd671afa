package io.eventmill.registry;

import java.util.List;
import java.util.Optional;

/**
 * A version as it is asked for.
 *
 * @param number 1, 2, …, or -1 for the latest
 */
public record VersionId(int number) {
  public static final VersionId LATEST = new VersionId(-1);

  static VersionId parse(String text) {
    if (text.equalsIgnoreCase("latest")) {
      return LATEST;
    }
    try {
      int number = Integer.parseInt(text.trim());
      if (number == -1 || number > 0) {
        return new VersionId(number);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw RegistryException.invalidVersion(text);
  }

  boolean latest() {
    return number == -1;
  }

  Optional<SchemaVersion> in(List<SchemaVersion> versions) {
    return latest()
        ? versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1))
        : versions.stream().filter(v -> v.version() == number).findFirst();
  }
}
