package io.eventmill.steps.validate;

import io.eventmill.steps.validate.format.ByteFormat;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * The keyword {@code format}: texts that are of the format beyond doubt are known by their bytes,
 * all others are shown to the library, whose word counts.
 */
final class FormatRule {
  private final ByteFormat bytes;
  private final Predicate<String> library;

  FormatRule(String name, Predicate<String> library) {
    this.bytes = ByteFormat.of(name);
    this.library = library;
  }

  boolean has(byte[] json, int from, int to) {
    return bytes.surely(json, from, to)
        || library.test(new String(json, from, to - from, StandardCharsets.UTF_8));
  }

  boolean has(String text) {
    return library.test(text);
  }
}
