package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.eventmill.steps.validate.regex.EcmaPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns a schema into nodes. A place that uses nothing but the common keywords becomes plain
 * checks; at any other place the library looks at the whole value there. Where keywords depend on
 * what others have looked at, or names are resolved while checking, the library has it all.
 */
final class SchemaCompiler {
  /** Beyond that many readings of one byte the library is no slower. */
  private static final long PASSES_MAX = 32;

  /** Compiled, or known to decide nothing. */
  private static final Set<String> COMMON =
      Set.of(
          "type",
          "enum",
          "const",
          "properties",
          "required",
          "additionalProperties",
          "minProperties",
          "maxProperties",
          "pattern",
          "minLength",
          "maxLength",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "items",
          "minItems",
          "maxItems",
          "$ref",
          "allOf",
          "anyOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "$schema",
          "$id",
          "$anchor",
          "$comment",
          "$defs",
          "definitions",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "additionalItems");

  /** One of these anywhere, and the places of a schema are not independent of each other. */
  private static final Set<String> FAR_REACHING =
      Set.of(
          "$id",
          "$schema",
          "$dynamicRef",
          "$dynamicAnchor",
          "$recursiveRef",
          "$recursiveAnchor",
          "$vocabulary",
          "unevaluatedProperties",
          "unevaluatedItems");

  /** A schema made ready. */
  record Compiled(Node root, int[][] successors, List<String> libraryPlaces) {}

  private final JsonNode root;
  private final Draft draft;
  private final LibrarySchema library;
  private final SchemaSettings settings;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, Collection<Rule>> rules = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final List<ObjectRules> objects = new ArrayList<>();
  private final Set<String> libraryPlaces = new LinkedHashSet<>();

  private SchemaCompiler(JsonNode root, LibrarySchema library, SchemaSettings settings) {
    this.root = root;
    this.draft = Draft.of(root);
    this.library = library;
    this.settings = settings;
  }

  /** All of it by the library, to compare with. */
  static Compiled byLibrary(JsonNode root, SchemaSettings settings) {
    LibrarySchema library = LibrarySchema.of(root, settings);
    return new SchemaCompiler(root, library, settings).allByLibrary();
  }

  static Compiled compile(JsonNode root, SchemaSettings settings) {
    LibrarySchema library = LibrarySchema.of(root, settings);
    SchemaCompiler compiler = new SchemaCompiler(root, library, settings);
    if (compiler.draft == Draft.DRAFT_4 || reachesFar(root, true)) {
      return compiler.allByLibrary();
    }
    Node node = compiler.node("");
    if (PassCount.of(node) > PASSES_MAX) {
      return new SchemaCompiler(root, library, settings).allByLibrary();
    }
    int[][] successors = new int[compiler.objects.size()][];
    for (int i = 0; i < successors.length; i++) {
      successors[i] = compiler.objects.get(i).firstSuccessors();
    }
    return new Compiled(node, successors, List.copyOf(compiler.libraryPlaces));
  }

  private Compiled allByLibrary() {
    Node node = new Node();
    node.fill(byLibrary(""));
    return new Compiled(node, new int[0][], List.of(""));
  }

  private static boolean reachesFar(JsonNode part, boolean top) {
    for (Map.Entry<String, JsonNode> field : part.properties()) {
      boolean root = top && (field.getKey().equals("$id") || field.getKey().equals("$schema"));
      if (!root && FAR_REACHING.contains(field.getKey())) {
        return true;
      }
    }
    for (JsonNode child : part) {
      if (reachesFar(child, false)) {
        return true;
      }
    }
    return false;
  }

  /** The node of the schema at this pointer; one for all that refer to it. */
  private Node node(String pointer) {
    String place = target(pointer);
    Node known = nodes.get(place);
    if (known == null) {
      known = new Node();
      nodes.put(place, known);
      known.fill(rules(place));
    }
    return known;
  }

  /** Follows places that are nothing but a reference. */
  private String target(String pointer) {
    Set<String> passed = new HashSet<>();
    String place = pointer;
    while (passed.add(place)) {
      JsonNode schema = at(place);
      String next = localRef(schema);
      boolean alone = next != null && (draft.refStandsAlone() || schema.size() == 1);
      if (!alone) {
        return place;
      }
      place = next;
    }
    throw circle(pointer);
  }

  private BadSchemaException circle(String pointer) {
    return new BadSchemaException(pointer, "its references lead in a circle");
  }

  private JsonNode at(String pointer) {
    JsonNode schema = root.at(pointer);
    if (schema.isMissingNode()) {
      throw new BadSchemaException("", "has a reference to #" + pointer + ", which is not there");
    }
    return schema;
  }

  /** The pointer a {@code $ref} within this document leads to; null when there is none such. */
  private static String localRef(JsonNode schema) {
    JsonNode ref = schema.path("$ref");
    boolean local =
        ref.isTextual() && (ref.textValue().equals("#") || ref.textValue().startsWith("#/"));
    return local && ref.textValue().indexOf('%') < 0 ? ref.textValue().substring(1) : null;
  }

  private Collection<Rule> rules(String pointer) {
    Collection<Rule> known = rules.get(pointer);
    if (known == null) {
      open.add(pointer);
      known = isCommon(at(pointer)) ? common(pointer, at(pointer)) : byLibrary(pointer);
      open.remove(pointer);
      rules.put(pointer, known);
    }
    return known;
  }

  private Collection<Rule> byLibrary(String pointer) {
    libraryPlaces.add(pointer);
    return List.of(new Branches.Library(library.at(pointer), draft.hasExactNumbers()));
  }

  private boolean isCommon(JsonNode schema) {
    if (schema.isBoolean()) {
      return true;
    }
    String ref = localRef(schema);
    if (ref != null && draft.refStandsAlone()) {
      return !open.contains(target(ref));
    }
    for (Map.Entry<String, JsonNode> field : schema.properties()) {
      String keyword = field.getKey();
      boolean meaningful = draft.dialect().getKeywords().containsKey(keyword);
      if (meaningful && !COMMON.contains(keyword)) {
        return false;
      }
    }
    return schema.path("items").isArray()
        ? false
        : !listsContainers(schema)
            && (!schema.has("$ref") || (ref != null && !open.contains(target(ref))));
  }

  private static boolean listsContainers(JsonNode schema) {
    if (schema.path("const").isContainerNode()) {
      return true;
    }
    for (JsonNode value : schema.path("enum")) {
      if (value.isContainerNode()) {
        return true;
      }
    }
    return false;
  }

  private Collection<Rule> common(String pointer, JsonNode schema) {
    if (schema.isBoolean()) {
      return schema.booleanValue()
          ? List.of()
          : List.of(new Branches.Never(Violation.FORBIDDEN, schema));
    }
    Set<Rule> all = new LinkedHashSet<>();
    String ref = localRef(schema);
    if (ref != null) {
      all.addAll(rules(target(ref)));
      if (draft.refStandsAlone()) {
        return all;
      }
    }
    if (schema.has("type")) {
      all.add(TypeRule.of(schema.get("type")));
    }
    if (schema.has("enum")) {
      all.add(ValueSet.enumOf(schema.get("enum")));
    }
    if (schema.has("const")) {
      all.add(ValueSet.constOf(schema.get("const")));
    }
    strings(schema, all);
    if (has(schema, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) {
      all.add(new NumberRules(schema));
    }
    objects(pointer, schema, all);
    if (has(schema, "items", "minItems", "maxItems")) {
      Node items = schema.has("items") ? items(pointer, schema) : Node.ANY;
      all.add(new ArrayRules(schema, items));
    }
    for (int i = 0; i < schema.path("allOf").size(); i++) {
      all.addAll(part(pointer + "/allOf/" + i));
    }
    branches(pointer, schema, all);
    return all;
  }

  /** The rules of a part that looks at the same value. */
  private Collection<Rule> part(String pointer) {
    String place = target(pointer);
    if (open.contains(place)) {
      throw circle(pointer);
    }
    return rules(place);
  }

  private Node items(String pointer, JsonNode schema) {
    boolean none = schema.get("items").isBoolean() && !schema.get("items").booleanValue();
    return none && !draft.refStandsAlone() && draft != Draft.DRAFT_2019_09
        ? Node.never("items", schema.get("items"))
        : node(pointer + "/items");
  }

  private static boolean has(JsonNode schema, String... keywords) {
    for (String keyword : keywords) {
      if (schema.has(keyword)) {
        return true;
      }
    }
    return false;
  }

  private void strings(JsonNode schema, Set<Rule> all) {
    FormatRule format = format(schema.path("format"));
    if (format != null || has(schema, "minLength", "maxLength", "pattern")) {
      EcmaPattern pattern =
          schema.has("pattern")
              ? EcmaPattern.compile(schema.get("pattern").textValue(), settings.patternStepsMax())
              : null;
      all.add(new StringRules(schema, pattern, format));
    }
  }

  /** Null for no format, and for a name that the library does not know and so takes as a note. */
  private FormatRule format(JsonNode name) {
    Predicate<String> format =
        settings.formats() && name.isTextual() ? library.format(name.textValue(), settings) : null;
    return format == null ? null : new FormatRule(name.textValue(), format);
  }

  private void objects(String pointer, JsonNode schema, Set<Rule> all) {
    if (!has(
        schema,
        "properties",
        "required",
        "additionalProperties",
        "minProperties",
        "maxProperties")) {
      return;
    }
    JsonNode additional = schema.path("additionalProperties");
    Node others = Node.ANY;
    if (additional.isObject()) {
      others = node(pointer + "/additionalProperties");
    } else if (additional.isBoolean() && !additional.booleanValue()) {
      others = Node.never("additionalProperties", additional);
    }
    Map<String, Node> children = new LinkedHashMap<>();
    JsonNode properties = schema.path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      String name = property.getKey();
      children.put(name, node(pointer + "/properties/" + Pointers.escape(name)));
    }
    for (JsonNode name : schema.path("required")) {
      children.putIfAbsent(name.textValue(), others);
    }
    NameTable names = new NameTable(List.copyOf(children.keySet()));
    long[] required = new long[names.size() / 64 + 1];
    for (JsonNode name : schema.path("required")) {
      int number = names.find(name.textValue());
      required[number >>> 6] |= 1L << number;
    }
    ObjectRules.Parts parts =
        new ObjectRules.Parts(names, children.values().toArray(new Node[0]), others, required);
    ObjectRules made = new ObjectRules(objects.size(), schema, parts);
    objects.add(made);
    all.add(made);
  }

  private void branches(String pointer, JsonNode schema, Set<Rule> all) {
    if (schema.has("anyOf")) {
      all.add(new Branches.AnyOf(nodes(pointer + "/anyOf"), schema.get("anyOf")));
    }
    if (schema.has("oneOf")) {
      all.add(new Branches.OneOf(nodes(pointer + "/oneOf"), schema.get("oneOf")));
    }
    if (schema.has("not")) {
      all.add(new Branches.Not(node(pointer + "/not"), schema.get("not")));
    }
    if (schema.has("if") && draft.dialect().getKeywords().containsKey("if")) {
      all.add(
          new Branches.IfThenElse(
              node(pointer + "/if"),
              schema.has("then") ? node(pointer + "/then") : Node.ANY,
              schema.has("else") ? node(pointer + "/else") : Node.ANY));
    }
  }

  private List<Node> nodes(String pointer) {
    List<Node> all = new ArrayList<>();
    for (int i = 0; i < at(pointer).size(); i++) {
      all.add(node(pointer + "/" + i));
    }
    return all;
  }
}
