package io.eventmill.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One request, in the protocol's terms; what cannot be read is refused with its codes. */
final class Call {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RoutingContext context;

  Call(RoutingContext context) {
    this.context = context;
  }

  String subject() {
    return context.pathParam("subject");
  }

  VersionId version() {
    return VersionId.parse(context.pathParam("version"));
  }

  /** An id that is no number names nothing. */
  int id() {
    try {
      return Integer.parseInt(context.pathParam("id"));
    } catch (NumberFormatException e) {
      throw RegistryException.http(404, "HTTP 404 Not Found");
    }
  }

  String param(String name) {
    return context.pathParam(name);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(context.request().getParam(name));
  }

  String query(String name, String otherwise) {
    String value = context.request().getParam(name);
    return value == null ? otherwise : value;
  }

  Which which() {
    return Which.of(flag("deleted"), flag("deletedOnly"));
  }

  /** The part of a list that was asked for: {@code offset} and {@code limit}, -1 for all. */
  <T> List<T> page(List<T> all) {
    int from = Math.min(number("offset", 0), all.size());
    int limit = number("limit", -1);
    return all.subList(
        Math.max(from, 0), limit < 0 ? all.size() : Math.min(from + limit, all.size()));
  }

  private int number(String name, int otherwise) {
    String text = query(name, Integer.toString(otherwise));
    try {
      return Math.min(Integer.parseInt(text), Integer.MAX_VALUE / 2);
    } catch (NumberFormatException e) {
      throw RegistryException.http(404, "HTTP 404 Not Found: " + name + " is '" + text + "'");
    }
  }

  /** A JSON object. */
  JsonNode body() {
    Buffer body = context.body().buffer();
    try {
      JsonNode json = body == null ? null : JSON.readTree(body.getBytes());
      if (json == null || !json.isObject()) {
        throw RegistryException.http(400, "the body is to be a JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw RegistryException.http(400, "the body is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw RegistryException.http(400, "the body is not JSON: " + e.getMessage());
    }
  }

  SchemaRequest schema() {
    JsonNode body = body();
    if (!body.path("schema").isTextual()) {
      throw RegistryException.invalidSchema(
          "the field 'schema' is to hold the schema as a string, e.g."
              + " {\"schemaType\":\"JSON\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}");
    }
    String type = body.path("schemaType").asText("AVRO"); // what the protocol takes none for
    if (!type.equals("JSON")) {
      throw RegistryException.invalidSchema(
          "its type is " + type + "; this registry keeps JSON Schema: \"schemaType\":\"JSON\"");
    }
    for (String field : List.of("metadata", "ruleSet")) {
      if (!body.path(field).isNull() && !body.path(field).isEmpty()) {
        throw RegistryException.invalidSchema("'" + field + "' is not supported here");
      }
    }
    return new SchemaRequest(
        body.path("schema").asText(),
        references(body.path("references")),
        flag("normalize"),
        body.path("id").asInt(-1),
        body.path("version").asInt(-1));
  }

  private static List<SchemaReference> references(JsonNode given) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode reference : given) {
      if (!reference.path("name").isTextual()
          || !reference.path("subject").isTextual()
          || !reference.path("version").canConvertToInt()) {
        throw RegistryException.invalidSchema(
            "a reference is {\"name\":…,\"subject\":…,\"version\":…}, this one is " + reference);
      }
      references.add(
          new SchemaReference(
              reference.path("name").asText(),
              reference.path("subject").asText(),
              reference.path("version").asInt()));
    }
    return references;
  }
}
