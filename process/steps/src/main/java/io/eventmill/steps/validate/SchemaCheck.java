package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.steps.validate.regex.EcmaPattern;
import io.eventmill.steps.validate.regex.PatternSyntax;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Looks a schema over before it is used, so that a mistake is told at once and with its place: is
 * it JSON, is it what its draft calls a schema, are its patterns patterns.
 */
final class SchemaCheck {
  private static final Map<Draft, LibrarySchema> META = new EnumMap<>(Draft.class);

  private static final Set<String> COUNTS =
      Set.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minContains",
          "maxContains");

  private SchemaCheck() {}

  /** The tree of a schema that is fit for use. */
  static JsonNode read(String json, SchemaSettings settings) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > settings.schemaBytesMax()) {
      throw new BadSchemaException(
          "", "is " + bytes.length + " bytes, the limit is " + settings.schemaBytesMax());
    }
    Walk walk = new Walk(settings, new int[0][]);
    try {
      walk.check(Node.ANY, bytes, 0, bytes.length);
    } catch (Stop e) {
      boolean syntax = e.keyword().equals(Violation.NOT_JSON);
      throw new BadSchemaException(
          Pointers.at(bytes, 0, e.offset()), (syntax ? "is not JSON: " : "") + e.getMessage());
    }
    JsonNode schema = Trees.read(bytes, 0, bytes.length, true);
    if (!schema.isObject() && !schema.isBoolean()) {
      throw new BadSchemaException("", "must be an object, found " + Sentences.shorten(json));
    }
    Draft draft = Draft.of(schema);
    JsonNode tree = draft.hasExactNumbers() ? schema : Trees.read(bytes, 0, bytes.length, false);
    describes(draft, tree);
    // An inner $id begins a part of its own, in which # means that part.
    boolean onePart = tree.findValues("$id").size() == (tree.has("$id") ? 1 : 0);
    Subschemas.each(
        tree,
        (pointer, part) -> {
          details(pointer, part, settings);
          if (onePart) {
            reference(pointer, part, tree);
          }
        });
    return tree;
  }

  private static void describes(Draft draft, JsonNode schema) {
    LibrarySchema meta;
    synchronized (META) {
      meta = META.computeIfAbsent(draft, LibrarySchema::metaSchema);
    }
    Fault fault = meta.check(schema, 0);
    if (fault != null && fault.tail().endsWith("/type") && fault.keyword().equals("anyOf")) {
      throw new BadSchemaException(
          fault.tail(),
          "is "
              + fault.found()
              + "; it must be one or a list of array, boolean, integer, null, number, object,"
              + " string");
    }
    if (fault != null) {
      throw new BadSchemaException(
          fault.tail(), Sentences.complaint(fault.keyword(), fault.expected(), fault.found()));
    }
  }

  private static void details(String pointer, JsonNode schema, SchemaSettings settings) {
    JsonNode pattern = schema.path("pattern");
    if (pattern.isTextual()) {
      pattern(pointer + "/pattern", pattern.textValue(), settings);
    }
    schema
        .path("patternProperties")
        .fieldNames()
        .forEachRemaining(
            name ->
                pattern(pointer + "/patternProperties/" + Pointers.escape(name), name, settings));
    for (String keyword : COUNTS) {
      JsonNode count = schema.path(keyword);
      boolean huge =
          count.isNumber()
              && count.decimalValue().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0;
      if (huge) {
        throw new BadSchemaException(
            pointer + "/" + keyword, "is " + count + ", the limit is " + Integer.MAX_VALUE);
      }
    }
  }

  private static void reference(String pointer, JsonNode schema, JsonNode root) {
    String ref = schema.path("$ref").asText();
    if (ref.startsWith("#/") && ref.indexOf('%') < 0 && root.at(ref.substring(1)).isMissingNode()) {
      throw new BadSchemaException(pointer + "/$ref", "refers to " + ref + ", which is not there");
    }
  }

  private static void pattern(String pointer, String pattern, SchemaSettings settings) {
    try {
      EcmaPattern.compile(pattern, settings.patternStepsMax());
    } catch (PatternSyntax e) {
      throw new BadSchemaException(
          pointer,
          Sentences.shorten(pattern)
              + " is not a regular expression of ECMA 262: "
              + e.getMessage());
    }
  }
}
