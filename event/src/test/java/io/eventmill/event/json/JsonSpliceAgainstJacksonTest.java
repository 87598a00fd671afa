package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The splice beside Jackson's tree with the same fields set in it. */
class JsonSpliceAgainstJacksonTest {
  private static final List<String> NAMES =
      AnyJson.NAMES.stream().filter(name -> !name.isEmpty()).toList();
  private static final List<String> FIELDS_OF_NAMES =
      NAMES.stream().map(JsonFields::pointerTo).toList();
  private static final JsonFields FIELDS = JsonFields.of(FIELDS_OF_NAMES);

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

  @Property(tries = 5_000)
  void removesAndReplacesAtAnyDepthAsATreeWould(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] json = AnyJson.write(AnyJson.object(random), random).getBytes(UTF_8);
    List<String> places = places(random);
    JsonFields fields =
        JsonFields.of(Stream.concat(FIELDS_OF_NAMES.stream(), places.stream()).distinct().toList());
    JsonScanner scan = new JsonScanner(fields);
    JsonSplice changes = new JsonSplice(fields, NAMES, places);
    scan.scan(json);
    ObjectNode expected = StrictJackson.tree(json).deepCopy();

    for (String place : places) {
      JsonPointer pointer = JsonPointer.compile(place);
      String name = pointer.last().getMatchingProperty();
      boolean there = scan.kind(fields.indexOf(place)) != JsonKind.ABSENT;
      assertThat(there).isEqualTo(!expected.at(pointer).isMissingNode());
      if (random.nextBoolean()) {
        changes.remove(changes.slot(place));
        if (there) {
          ((ObjectNode) expected.at(pointer.head())).remove(name);
        }
      } else if (there) {
        JsonNode value = AnyJson.value(random, 1);
        changes.replace(changes.slot(place), bytes(value));
        ((ObjectNode) expected.at(pointer.head())).set(name, StrictJackson.tree(bytes(value)));
      }
    }
    for (Map.Entry<String, JsonNode> addition : additions(random).entrySet()) {
      String pointer = JsonFields.pointerTo(addition.getKey());
      if (places.stream().noneMatch(p -> p.startsWith(pointer))) {
        changes.set(changes.slot(pointer), bytes(addition.getValue()));
        expected.set(addition.getKey(), StrictJackson.tree(bytes(addition.getValue())));
      }
    }

    byte[] changed = changes.into(scan);

    assertThat(StrictJackson.accepts(changed)).as(new String(changed, UTF_8)).isTrue();
    assertThat(StrictJackson.tree(changed)).isEqualTo(expected);
    assertThat(StrictJackson.repeated(changed)).isEmpty();
  }

  /** One byte range is another, as Jackson's parser tells where the value stands. */
  @Property(tries = 5_000)
  void replacesOneValueAndNoOtherByte(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    byte[] json = AnyJson.write(AnyJson.object(random), random).getBytes(UTF_8);
    String place = places(random).get(0);
    JsonFields fields = JsonFields.of(place);
    JsonScanner scan = new JsonScanner(fields);
    scan.scan(json);
    JsonSplice change = new JsonSplice(fields, List.of(), List.of(place));
    byte[] value = bytes(AnyJson.value(random, 1));
    String expected = new String(json, UTF_8);
    int[] range = StrictJackson.range(json, JsonPointer.compile(place));
    if (range != null) {
      change.replace(0, value);
      expected =
          new String(json, 0, range[0], UTF_8)
              + new String(value, UTF_8)
              + new String(json, range[1], json.length - range[1], UTF_8);
    }

    assertThat(change.into(scan)).asString().isEqualTo(expected);
  }

  /** Up to four fields, down to three deep, none of which lies in another. */
  private static List<String> places(Random random) {
    List<String> places = new ArrayList<>();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      StringBuilder place = new StringBuilder();
      for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
        place.append(JsonFields.pointerTo(NAMES.get(random.nextInt(4))));
      }
      String found = place.toString();
      if (places.stream().noneMatch(p -> (p + "/").startsWith(found + "/"))
          && places.stream().noneMatch(p -> (found + "/").startsWith(p + "/"))) {
        places.add(found);
      }
    }
    return places;
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
