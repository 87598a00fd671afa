package io.eventmill.steps.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One schema three ways: compiled, left to the library in production's manner, and the library
 * telling all it finds. What the first says must be among what the last says.
 */
final class Reference {
  private final String schema;
  private final SchemaValidator compiled;
  private final SchemaValidator library;
  private final LibrarySchema all;
  private final boolean exact;

  Reference(String schema, SchemaSettings settings) {
    this.schema = schema;
    this.compiled = SchemaValidator.compile(schema, settings);
    this.library = SchemaValidator.byLibrary(schema, settings);
    JsonNode tree = SchemaCheck.read(schema, settings);
    this.all = LibrarySchema.of(tree, settings, false);
    this.exact = Draft.of(tree).hasExactNumbers();
  }

  boolean isWhollyCompiled() {
    return compiled.libraryPlaces().isEmpty();
  }

  /** The verdict on this JSON, after comparing all there is to compare. */
  boolean accepts(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Violation ours = compiled.validate(bytes);
    Violation theirs = library.validate(bytes);
    String about = schema + "\n with " + json + "\n library: " + theirs + "\n compiled: " + ours;

    assertThat(ours == null).as(about).isEqualTo(theirs == null);
    // With two things wrong, each way may meet the other one first.
    if (ours != null && !isByWalk(ours) && !isByWalk(theirs)) {
      List<String> found =
          all.faults(Trees.read(bytes, 0, bytes.length, exact), 0).stream()
              .map(fault -> fault.tail() + " " + fault.keyword())
              .toList();
      boolean byName = found.stream().anyMatch(fault -> fault.endsWith(" propertyNames"));
      assertThat(byName || found.contains(ours.pointer() + " " + ours.keyword()))
          .as(about + "\n all: " + found)
          .isTrue();
      assertThat(ours.message()).as(about).startsWith(Sentences.where(ours.pointer()) + " ");
    }
    return ours == null;
  }

  private static boolean isByWalk(Violation violation) {
    return violation.isAboutJson() || violation.keyword().equals(Violation.LIMIT);
  }
}
