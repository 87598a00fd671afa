package io.eventmill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts, before two schemas are compared, how many pairs of sub-schemas the comparison will look
 * at, and refuses too many. The comparison follows every way through the references and tries every
 * alternative against every other, so that a schema of a few hundred bytes can keep it busy for
 * years; it cannot be stopped once it runs.
 */
final class ComparisonSteps {
  private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();
  private static final List<String> ALTERNATIVES = List.of("allOf", "anyOf", "oneOf");

  /** Ways deeper than this would end on the stack, not at the limit. */
  private static final int DEPTH_MAX = 300;

  private final LoadedSchema older;
  private final LoadedSchema newer;
  private final int stepsMax;
  private final Set<JsonNode> way = Collections.newSetFromMap(new IdentityHashMap<>());
  private int steps;

  private ComparisonSteps(LoadedSchema older, LoadedSchema newer, int stepsMax) {
    this.older = older;
    this.newer = newer;
    this.stepsMax = stepsMax;
  }

  /** A sub-schema, and the document that its references are looked up in. */
  private record Place(JsonNode document, JsonNode schema) {
    Place at(JsonNode subSchema) {
      return new Place(document, subSchema);
    }
  }

  static int count(LoadedSchema older, LoadedSchema newer, int stepsMax) {
    ComparisonSteps steps = new ComparisonSteps(older, newer, stepsMax);
    steps.pair(new Place(older.json(), older.json()), new Place(newer.json(), newer.json()), 0);
    return steps.steps;
  }

  private void pair(Place old, Place now, int depth) {
    steps++;
    if (steps > stepsMax || depth > DEPTH_MAX) {
      throw RegistryException.tooManySteps(stepsMax);
    }
    boolean reference = now.schema().path("$ref").isTextual();
    if (reference && !way.add(now.schema())) {
      return; // as the comparison does: a reference is followed once on each way
    }
    Place oldTarget = target(older, old);
    Place nowTarget = target(newer, now);
    alternatives(oldTarget, nowTarget, depth + 1);
    children(oldTarget, nowTarget, depth + 1);
    if (reference) {
      way.remove(now.schema());
    }
  }

  private void alternatives(Place old, Place now, int depth) {
    List<JsonNode> olds = choices(old.schema());
    List<JsonNode> nows = choices(now.schema());
    if (olds.isEmpty() && nows.isEmpty()) {
      return;
    }
    for (JsonNode oldChoice : olds.isEmpty() ? List.of(old.schema()) : olds) {
      for (JsonNode nowChoice : nows.isEmpty() ? List.of(now.schema()) : nows) {
        pair(old.at(oldChoice), now.at(nowChoice), depth);
      }
    }
  }

  private void children(Place old, Place now, int depth) {
    for (Map.Entry<String, JsonNode> field : now.schema().properties()) {
      String keyword = field.getKey();
      JsonNode value = field.getValue();
      JsonNode before = old.schema().path(keyword);
      if (keyword.equals("properties") || keyword.equals("patternProperties")) {
        value
            .properties()
            .forEach(e -> child(old.at(before.path(e.getKey())), now.at(e.getValue()), depth));
      } else if (keyword.equals("items") && value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          child(old.at(before.path(i)), now.at(value.get(i)), depth);
        }
      } else if (DraftSeven.SCHEMA.contains(keyword) || keyword.equals("items")) {
        child(old.at(before), now.at(value), depth);
      }
    }
  }

  private void child(Place old, Place now, int depth) {
    pair(old.schema().isObject() ? old : old.at(ANYTHING), now, depth);
  }

  private static List<JsonNode> choices(JsonNode schema) {
    List<JsonNode> choices = new ArrayList<>();
    for (String keyword : ALTERNATIVES) {
      schema.path(keyword).forEach(choices::add);
    }
    return choices;
  }

  private static Place target(LoadedSchema in, Place from) {
    Place at = from;
    for (int hops = 0; hops < DEPTH_MAX && at.schema().path("$ref").isTextual(); hops++) {
      at = follow(in, at, at.schema().get("$ref").asText());
    }
    return at;
  }

  private static Place follow(LoadedSchema in, Place from, String reference) {
    int hash = reference.indexOf('#');
    String file = hash < 0 ? reference : reference.substring(0, hash);
    JsonNode document = in.references().get(file);
    if (document == null) {
      document = from.document();
    }
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    if (!fragment.startsWith("/")) {
      return new Place(document, document); // an anchor leads to a part: the whole is more
    }
    try {
      fragment = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // then it is meant as it stands
    }
    return new Place(document, document.at(fragment));
  }
}
