package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.everit.json.schema.Schema;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONTokener;

/**
 * A schema understood: its keywords hold what they must, its references lead somewhere.
 *
 * @param json in the words of draft 7
 * @param references the schemas it refers to, in the same words, by name
 * @param schema as the comparison takes it
 */
record LoadedSchema(JsonNode json, Map<String, JsonNode> references, Schema schema) {

  /**
   * @param references {@code $ref} to text of the schemas it refers to, directly and by others
   */
  static LoadedSchema of(SchemaText reader, String text, Map<String, String> references) {
    Map<String, JsonNode> others = new HashMap<>();
    references.forEach((name, other) -> others.put(name, DraftSeven.of(reader.parse(other))));
    return of(DraftSeven.of(reader.parse(text)), others);
  }

  /** The same schema in other words. */
  LoadedSchema with(JsonNode otherJson) {
    return otherJson.equals(json) ? this : of(otherJson, references);
  }

  private static LoadedSchema of(JsonNode json, Map<String, JsonNode> others) {
    try {
      return new LoadedSchema(json, others, load(json, others));
    } catch (UncheckedIOException e) {
      throw RegistryException.invalidSchema(e.getCause().getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // The loader says what is wrong in many types of exception; all are about the schema.
      throw RegistryException.invalidSchema(
          e instanceof StackOverflowError ? "it is too entangled" : message(e));
    }
  }

  private static Schema load(JsonNode json, Map<String, JsonNode> references) {
    Map<String, String> known = new HashMap<>();
    String base = json.path("$id").asText(json.path("id").asText(""));
    references.forEach(
        (name, other) -> {
          known.put(name, other.toString());
          known.put(resolve(base, name), other.toString());
        });
    known.put(withoutFragment(base), json.toString());
    return SchemaLoader.builder()
        .draftV7Support()
        .useDefaults(true)
        .httpClient(url -> open(url, known))
        .schemaJson(new JSONTokener(json.toString()).nextValue())
        .build()
        .load()
        .build();
  }

  /** Nothing is fetched: a registry that follows URLs in schemas can be sent anywhere. */
  private static InputStream open(String url, Map<String, String> known) {
    String text = known.get(withoutFragment(url));
    if (text == null || url.isEmpty()) {
      throw new UncheckedIOException(
          new IOException("$ref '" + url + "' is not among the schema's references"));
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String resolve(String base, String name) {
    try {
      return URI.create(base).resolve(name).toString();
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static String withoutFragment(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? url : url.substring(0, hash);
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
  }
}
