package io.eventmill.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which schema the events of a source must fit.
 *
 * @param byDefault for types that have none of their own; null: those are not checked
 * @param types by event type
 * @param into the field that notes the schema's id in an event; null: none does
 */
public record SourceSchema(SchemaRef byDefault, Map<String, SchemaRef> types, String into) {
  static final String INTO = "schema_id";
  private static final String NOWHERE = "none";

  public SourceSchema {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types)); // in the file's order
  }

  /** Events are not checked. */
  public static SourceSchema none() {
    return new SourceSchema(null, Map.of(), null);
  }

  public boolean isOn() {
    return byDefault != null || !types.isEmpty();
  }

  /** Null when events of this type are not checked. */
  public SchemaRef of(String type) {
    return types.getOrDefault(type, byDefault);
  }

  public List<SchemaRef> all() {
    List<SchemaRef> all = new ArrayList<>();
    if (byDefault != null) {
      all.add(byDefault);
    }
    all.addAll(types.values());
    return all;
  }

  /** {@code schema: web-event}, or a section with default, types and into. */
  static SourceSchema read(Section source) {
    if (!source.has("schema")) {
      return none();
    }
    if (source.isText("schema")) {
      return new SourceSchema(SchemaRef.read(source, "schema"), Map.of(), INTO);
    }
    try (Section schema = source.section("schema")) {
      SchemaRef byDefault = SchemaRef.read(schema, "default");
      Map<String, SchemaRef> types = new LinkedHashMap<>();
      Section byType = schema.section("types");
      for (String type : byType.keys()) {
        SchemaRef ref = SchemaRef.read(byType, type);
        if (ref == null) {
          byType.problem(type, "is empty; write a subject or a file");
        } else {
          types.put(type, ref);
        }
      }
      String into = schema.text("into", INTO);
      if (into.isEmpty()) {
        schema.problem("into", "is empty; write the name of a field, or none");
      } else if (into.startsWith("/")) {
        schema.problem(
            "into",
            "'"
                + into
                + "' is a pointer; write the name of a field, such as "
                + into.substring(into.lastIndexOf('/') + 1));
      }
      if (byDefault == null && types.isEmpty()) {
        schema.problem("", "names no schema; write default: SCHEMA or types: {TYPE: SCHEMA}");
      }
      return new SourceSchema(byDefault, types, into.equals(NOWHERE) ? null : into);
    }
  }
}
