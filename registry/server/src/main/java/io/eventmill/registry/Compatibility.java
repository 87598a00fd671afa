package io.eventmill.registry;

import io.apicurio.registry.rules.compatibility.jsonschema.JsonSchemaDiffLibrary;
import io.apicurio.registry.rules.compatibility.jsonschema.diff.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether a schema fits an earlier one, by the rules of a library; see RATIONALE.md. */
final class Compatibility {
  private static final Pattern WRAPPED = Pattern.compile("\\w+SchemaWrapper\\(wrapped=(.*?)\\)");

  private final RegistryLimits limits;

  Compatibility(RegistryLimits limits) {
    this.limits = limits;
  }

  /** Empty: it fits. */
  List<String> problems(CompatibilityLevel level, LoadedSchema older, LoadedSchema newer) {
    List<String> problems = new ArrayList<>();
    if (sameText(older, newer)) {
      return problems;
    }
    if (level.backward()) {
      problems.addAll(read(older, newer));
    }
    if (level.forward()) {
      problems.addAll(read(newer, older));
    }
    return problems;
  }

  /** What was written with one, read with the other. */
  private List<String> read(LoadedSchema asWritten, LoadedSchema asRead) {
    int steps = limits.comparisonStepsMax();
    LoadedSchema writer =
        asWritten.with(NamesInCommon.spellOut(asWritten.json(), asRead.json(), steps));
    LoadedSchema reader =
        asRead.with(NamesInCommon.spellOut(asRead.json(), asWritten.json(), steps));
    ComparisonSteps.count(writer, reader, steps);
    try {
      return JsonSchemaDiffLibrary.findDifferences(writer.schema(), reader.schema())
          .getIncompatibleDifferences()
          .stream()
          .map(Compatibility::sentence)
          .sorted()
          .toList();
    } catch (RuntimeException | StackOverflowError e) {
      // What cannot be compared is not known to fit.
      return List.of("{errorType:\"NOT_COMPARABLE\", description:\"" + e + "\"}");
    }
  }

  private static String sentence(Difference difference) {
    return "{errorType:\"%s\", description:\"at '#%s': %s became %s\"}"
        .formatted(
            difference.getDiffType(),
            difference.getPathUpdated(),
            plain(difference.getSubSchemaOriginal()),
            plain(difference.getSubSchemaUpdated()));
  }

  /** Without the names of the library's classes. */
  private static String plain(String schema) {
    return schema == null ? "nothing" : WRAPPED.matcher(schema).replaceAll("$1");
  }

  /** The library finds some schemas with nested alternatives not to fit themselves. */
  private static boolean sameText(LoadedSchema older, LoadedSchema newer) {
    return older.json().equals(newer.json()) && older.references().equals(newer.references());
  }
}
