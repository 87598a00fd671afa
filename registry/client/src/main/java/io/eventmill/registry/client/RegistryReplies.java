package io.eventmill.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.eventmill.registry.client.RegistryHttp.Reply;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a registry's replies mean. A reply that no registry would give counts as no reply. */
final class RegistryReplies {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryHttp http;
  private final int referencesMax;

  RegistryReplies(RegistryHttp http, int referencesMax) {
    this.http = http;
    this.referencesMax = referencesMax;
  }

  /** Never {@link SchemaAnswer.Away}: that is the exception. */
  SchemaAnswer schema(String path) throws AwayException {
    return answer(path, http.get(path));
  }

  /** As {@link #schema}. */
  SchemaAnswer lookUp(String path, String schema) throws AwayException {
    return answer(path, http.post(path, request(schema)));
  }

  private SchemaAnswer answer(String path, Reply reply) throws AwayException {
    JsonNode json = json(reply);
    if (reply.status() == 404 && json.path("error_code").asInt() > 40400) {
      return new SchemaAnswer.NotFound(json.path("message").asText("not found"));
    }
    if (reply.status() != 200 || !json.path("schema").isTextual()) {
      throw unusable(reply, json);
    }
    String type = json.path("schemaType").asText("AVRO"); // as the protocol has it
    if (!type.equals("JSON")) {
      return new SchemaAnswer.NotFound(path + " is a schema of type " + type + ", not JSON");
    }
    Map<String, String> references = new HashMap<>();
    collect(json, references, new HashSet<>());
    return new SchemaAnswer.Found(
        new RegisteredSchema(
            json.path("id").asInt(idIn(path)),
            json.path("subject").asText(null),
            json.path("version").asInt(0),
            json.path("schema").asText(),
            references),
        false);
  }

  Registration register(String path, String schema) throws AwayException {
    Reply reply = http.post(path, request(schema));
    JsonNode json = json(reply);
    if (reply.status() == 200 && json.path("id").isInt()) {
      return new Registration.Registered(json.path("id").asInt());
    }
    if (reply.status() == 409 || reply.status() == 422) {
      return new Registration.Refused(
          reply.status(), json.path("message").asText("HTTP " + reply.status()));
    }
    throw unusable(reply, json);
  }

  private static byte[] request(String schema) {
    try {
      return JSON.writeValueAsBytes(
          JsonNodeFactory.instance.objectNode().put("schemaType", "JSON").put("schema", schema));
    } catch (IOException e) {
      throw new IllegalArgumentException("the schema is not text: " + e.getMessage(), e);
    }
  }

  /** A reply by id does not repeat it. */
  private static int idIn(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return path.startsWith("/schemas/ids/") ? Integer.parseInt(last) : 0;
  }

  private void collect(JsonNode schema, Map<String, String> texts, Set<String> seen)
      throws AwayException {
    for (JsonNode reference : schema.path("references")) {
      String name = reference.path("name").asText();
      String path =
          SchemaClient.versionPath(
              reference.path("subject").asText(),
              Integer.toString(reference.path("version").asInt()));
      if (!seen.add(name + " " + path)) {
        continue;
      }
      if (texts.size() == referencesMax) {
        throw new AwayException(
            "a schema refers to more than %d others (registry.remote_references_max)"
                .formatted(referencesMax));
      }
      Reply reply = http.get(path + "?deleted=true"); // a reference outlives its target's removal
      JsonNode json = json(reply);
      if (reply.status() != 200 || !json.path("schema").isTextual()) {
        throw unusable(reply, json);
      }
      texts.put(name, json.path("schema").asText());
      collect(json, texts, seen);
    }
  }

  private static JsonNode json(Reply reply) {
    try {
      JsonNode json = JSON.readTree(reply.body());
      return json == null ? JsonNodeFactory.instance.missingNode() : json;
    } catch (IOException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static AwayException unusable(Reply reply, JsonNode json) {
    String why =
        switch (reply.status()) {
          case 200 -> "this is not an answer of a schema registry";
          case 401, 403 -> "it does not let us in; check user and password";
          case 404 -> "there is no schema registry at this URL";
          default -> json.path("message").asText("not an answer we know");
        };
    return new AwayException("%s: HTTP %d: %s".formatted(reply.url(), reply.status(), why));
  }
}
