package io.eventmill.steps.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * One document out of a schema and those it refers to: each is put under {@code $defs} by its name,
 * and references lead there. What is within one document stays compiled, and nothing is fetched.
 */
public final class SchemaBundle {
  /** By the name in {@code $ref}, the pointer to where it is put. */
  private final Map<String, String> places = new TreeMap<>();

  private SchemaBundle(Map<String, String> references, String home, JsonNode taken) {
    for (String name : references.keySet()) {
      String free = name;
      while (taken.has(free)) {
        free += "_";
      }
      places.put(name, "/" + home + "/" + Pointers.escape(free));
    }
  }

  /**
   * @param references {@code $ref} to text of the schemas it refers to, directly and by others
   * @throws BadSchemaException when one of them is no schema
   */
  public static String of(String text, Map<String, String> references) {
    if (references.isEmpty()) {
      return text;
    }
    JsonNode root = read(text);
    if (!(root instanceof ObjectNode schema)) {
      return text; // true and false refer to nothing
    }
    String home = schema.has("definitions") || !schema.has("$defs") ? "definitions" : "$defs";
    SchemaBundle bundle = new SchemaBundle(references, home, schema.path(home));
    bundle.rewrite(schema, "");
    // A base would turn the references within into addresses elsewhere.
    schema.remove("$id");
    ObjectNode parts = schema.withObjectProperty(home);
    bundle.places.forEach(
        (name, place) -> {
          String key = Pointers.unescape(place.substring(home.length() + 2));
          parts.set(key, bundle.part(place, references.get(name)));
        });
    return schema.toString();
  }

  private JsonNode part(String place, String text) {
    JsonNode part = read(text);
    rewrite(part, place);
    if (part instanceof ObjectNode object) {
      object.remove("$id");
      object.remove("$schema");
    }
    return part;
  }

  /** References that stayed within their document now begin where it begins. */
  private void rewrite(JsonNode document, String at) {
    String base = document.path("$id").asText();
    Subschemas.each(
        document,
        (pointer, schema) -> {
          JsonNode ref = schema.path("$ref");
          if (ref.isTextual()) {
            ((ObjectNode) schema).put("$ref", moved(ref.textValue(), base, at));
          }
        });
  }

  private String moved(String ref, String base, String at) {
    int hash = ref.indexOf('#');
    String document = hash < 0 ? ref : ref.substring(0, hash);
    String within = hash < 0 ? "" : ref.substring(hash + 1);
    if (document.isEmpty()) {
      boolean anchor = !within.isEmpty() && !within.startsWith("/");
      return anchor ? ref : "#" + at + within;
    }
    String place = place(document, base);
    return place == null ? ref : "#" + place.replace("%", "%25") + within;
  }

  /** Where the document of this address was put; null when it is none of them. */
  private String place(String document, String base) {
    for (Map.Entry<String, String> part : places.entrySet()) {
      String name = part.getKey();
      if (document.equals(name)
          || document.equals(resolved(base, name))
          || resolved(base, document).equals(name)) {
        return part.getValue();
      }
    }
    return null;
  }

  private static String resolved(String base, String name) {
    try {
      return URI.create(base).resolve(name).toString();
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static JsonNode read(String text) {
    SchemaCheck.read(text, SchemaSettings.defaults());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Trees.read(bytes, 0, bytes.length, false);
  }
}
