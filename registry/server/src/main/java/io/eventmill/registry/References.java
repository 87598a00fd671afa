package io.eventmill.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the schemas that a schema refers to, directly and by others. */
final class References {
  /** All that one schema refers to, in terms of the limit for one schema. */
  static final int TEXTS_MAX = 4;

  private final RegistryTable table;
  private final Which which;
  private final long lengthMax;
  private final Map<String, String> texts = new HashMap<>();
  private long length;

  private References(RegistryTable table, Which which, RegistryLimits limits) {
    this.table = table;
    this.which = which;
    this.lengthMax = (long) TEXTS_MAX * limits.schemaBytesMax();
  }

  /**
   * @param which a new schema may refer to live ones only; an old one still refers to deleted ones
   * @return {@code $ref} to text
   */
  static Map<String, String> texts(
      RegistryTable table, SchemaContent content, Which which, RegistryLimits limits) {
    References references = new References(table, which, limits);
    references.collect(content.references());
    return references.texts;
  }

  private void collect(List<SchemaReference> references) {
    for (SchemaReference reference : references) {
      SchemaContent target =
          table
              .version(reference.subject(), reference.version(), which)
              .map(SchemaVersion::content)
              .orElseThrow(() -> missing(reference));
      String before = texts.put(reference.name(), target.text());
      if (before == null) {
        length += target.text().length();
        if (length > lengthMax) {
          throw RegistryException.invalidSchema(
              "what it refers to has more than %d characters (%d times registry.schema_bytes_max)"
                  .formatted(lengthMax, TEXTS_MAX));
        }
        collect(target.references());
      } else if (!before.equals(target.text())) {
        throw RegistryException.invalidSchema(
            "two references have the name '" + reference.name() + "' and different schemas");
      }
    }
  }

  private static RegistryException missing(SchemaReference reference) {
    return RegistryException.invalidSchema(
        "reference '%s': there is no version %d of subject '%s'"
            .formatted(reference.name(), reference.version(), reference.subject()));
  }
}
