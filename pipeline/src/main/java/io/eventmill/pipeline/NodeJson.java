package io.eventmill.pipeline;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonStrings;
import io.eventmill.event.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of the pipeline file as JSON: numbers stay as they are written. */
final class NodeJson {
  private NodeJson() {}

  /**
   * @throws IllegalArgumentException for what JSON cannot say, e.g. {@code .inf}
   */
  static String of(Node node) {
    if (node instanceof MappingNode mapping) {
      Set<String> names = new LinkedHashSet<>();
      return mapping.getValue().stream()
          .map(member -> member(member, names))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .map(NodeJson::of)
          .collect(Collectors.joining(",", "[", "]"));
    }
    String text = ((ScalarNode) node).getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.NULL)) {
      return "null";
    }
    boolean plain = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL);
    return plain ? literal(text) : JsonStrings.quote(text);
  }

  private static String member(NodeTuple member, Set<String> names) {
    if (!(member.getKeyNode() instanceof ScalarNode name)) {
      throw new IllegalArgumentException("a name is expected before each value");
    }
    if (!names.add(name.getValue())) {
      throw new IllegalArgumentException("'" + name.getValue() + "' is given twice");
    }
    return JsonStrings.quote(name.getValue()) + ":" + of(member.getValueNode());
  }

  private static String literal(String text) {
    try {
      new JsonScanner(JsonFields.of()).scan(text.getBytes(StandardCharsets.UTF_8));
      return text;
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no value that JSON has; put a text into quotes", e);
    }
  }
}
