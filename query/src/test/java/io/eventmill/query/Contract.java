package io.eventmill.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An OpenAPI document to ask about; schemas are checked by another's validator. */
final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final JsonNode root;

  private Contract(JsonNode root) {
    this.root = root;
  }

  static Contract parse(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return new Contract(JSON.valueToTree(document));
  }

  JsonNode root() {
    return root;
  }

  Set<String> paths(String prefix) {
    Set<String> paths = new TreeSet<>();
    root.path("paths").fieldNames().forEachRemaining(paths::add);
    paths.removeIf(path -> !path.startsWith(prefix));
    return paths;
  }

  List<String> parameters(String path, String in) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation(path).path("parameters")) {
      JsonNode resolved = resolved(parameter);
      if (resolved.path("in").asText().equals(in)) {
        names.add(resolved.path("name").asText());
      }
    }
    return names;
  }

  /** Fields of the JSON object that a POST takes. */
  List<String> bodyFields(String path) {
    JsonNode body = operation(path).path("requestBody").path("content").path("application/json");
    List<String> names = new ArrayList<>();
    resolved(body.path("schema")).path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  JsonNode parameter(String path, String name) {
    for (JsonNode parameter : operation(path).path("parameters")) {
      if (resolved(parameter).path("name").asText().equals(name)) {
        return resolved(parameter);
      }
    }
    throw new AssertionError(path + " has no parameter " + name);
  }

  /** What a validator finds wrong with an answer. */
  List<String> problems(String path, int status, JsonNode answer) {
    JsonNode response = resolved(operation(path).path("responses").path(Integer.toString(status)));
    JsonNode schema = response.path("content").path("application/json").path("schema");
    if (schema.isMissingNode()) {
      return List.of(path + " has no schema for " + status);
    }
    return problems(schema, answer);
  }

  List<String> problemsOfExamples() {
    List<String> problems = new ArrayList<>();
    int[] seen = {0};
    visit(
        root,
        "",
        (where, node) -> {
          JsonNode schema = node.path("schema");
          if (schema.isObject() && where.endsWith("json")) {
            List<JsonNode> examples = new ArrayList<>();
            if (node.has("example")) {
              examples.add(node.path("example"));
            }
            node.path("examples").forEach(e -> examples.add(resolved(e).path("value")));
            seen[0] += examples.size();
            examples.forEach(e -> problems(schema, e).forEach(p -> problems.add(where + ": " + p)));
          }
        });
    if (seen[0] < 10) {
      problems.add("only " + seen[0] + " examples were found");
    }
    return problems;
  }

  List<String> unresolvedReferences() {
    List<String> unresolved = new ArrayList<>();
    visit(
        root,
        "",
        (where, node) -> {
          if (node.has("$ref") && resolved(node).isMissingNode()) {
            unresolved.add(where + " -> " + node.path("$ref").asText());
          }
        });
    return unresolved;
  }

  List<String> oddKeywords() {
    List<String> odd = new ArrayList<>();
    visit(
        root,
        "",
        (where, node) ->
            node.fieldNames()
                .forEachRemaining(
                    name -> {
                      if (name.contains(" ")
                          || (node.get(name).isNull() && !where.contains("/ex"))) {
                        odd.add(where + "/" + name);
                      }
                    }));
    return odd;
  }

  List<String> operationsWithoutId() {
    List<String> without = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String id = operation.getValue().path("operationId").asText("");
        if (METHODS.contains(operation.getKey()) && (id.isEmpty() || !ids.add(id))) {
          without.add(operation.getKey() + " " + path.getKey());
        }
      }
    }
    return without;
  }

  private JsonNode operation(String path) {
    JsonNode methods = root.path("paths").path(path);
    return methods.has("get") ? methods.path("get") : methods.path("post");
  }

  private JsonNode resolved(JsonNode node) {
    String ref = node.path("$ref").asText("");
    return ref.isEmpty() ? node : root.at(ref.substring(1));
  }

  private List<String> problems(JsonNode schema, JsonNode value) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", root.path("components"));
    whole.set("allOf", JSON.createArrayNode().add(schema));
    SchemaValidatorsConfig strict =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(whole, strict)
        .validate(value)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private interface Visitor {
    void visit(String where, JsonNode node);
  }

  private static void visit(JsonNode node, String where, Visitor visitor) {
    visitor.visit(where, node);
    node.properties().forEach(e -> visit(e.getValue(), where + "/" + e.getKey(), visitor));
    if (node.isArray()) {
      node.forEach(e -> visit(e, where + "/-", visitor));
    }
  }
}
