package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The splice beside Jackson's tree with the same fields set in it. */
class JsonSpliceAgainstJacksonTest {
  private static final List<String> NAMES =
      AnyJson.NAMES.stream().filter(name -> !name.isEmpty()).toList();
  private static final JsonFields FIELDS =
      JsonFields.of(NAMES.stream().map(JsonFields::pointerTo).toList());

  private final JsonScanner scanner = new JsonScanner(FIELDS);
  private final JsonSplice splice = new JsonSplice(FIELDS, NAMES);

  @Property(tries = 5_000)
  void addsAndReplacesAsATreeWould(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode tree = AnyJson.object(random);
    Map<String, JsonNode> additions = additions(random);
    byte[] json = AnyJson.write(tree, random).getBytes(UTF_8);

    byte[] spliced = splice(json, additions);

    ObjectNode expected = StrictJackson.tree(json).deepCopy();
    additions.forEach((name, value) -> expected.set(name, StrictJackson.tree(bytes(value))));
    assertThat(StrictJackson.accepts(spliced)).isTrue();
    assertThat(StrictJackson.tree(spliced)).isEqualTo(expected);
    assertThat(StrictJackson.repeated(spliced)).isEmpty();
  }

  @Property(tries = 5_000)
  void leavesEveryOtherByteAsItIs(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode tree = AnyJson.object(random);
    Map<String, JsonNode> additions = additions(random);
    tree.remove(List.copyOf(additions.keySet()));
    byte[] json = AnyJson.write(tree, random).getBytes(UTF_8);
    List<String> members = new ArrayList<>();
    NAMES.stream()
        .filter(additions::containsKey)
        .forEach(
            name ->
                members.add(
                    JsonStrings.quote(name) + ":" + new String(bytes(additions.get(name)), UTF_8)));

    byte[] spliced = splice(json, additions);

    String event = new String(json, UTF_8);
    int brace = event.lastIndexOf('}');
    String comma = tree.isEmpty() || additions.isEmpty() ? "" : ",";
    assertThat(new String(spliced, UTF_8))
        .isEqualTo(
            event.substring(0, brace) + comma + String.join(",", members) + event.substring(brace));
  }

  private byte[] splice(byte[] json, Map<String, JsonNode> additions) throws Exception {
    scanner.scan(json);
    splice.clear();
    additions.forEach((name, value) -> splice.set(NAMES.indexOf(name), bytes(value)));
    return splice.into(scanner);
  }

  private static byte[] bytes(JsonNode value) {
    return value.toString().getBytes(UTF_8);
  }

  private static Map<String, JsonNode> additions(Random random) {
    Map<String, JsonNode> additions = new LinkedHashMap<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      additions.put(NAMES.get(random.nextInt(NAMES.size())), AnyJson.value(random, 1));
    }
    return additions;
  }
}
