package io.eventmill.event.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The scan beside Jackson's tree, on generated events and on damaged ones. */
class JsonScannerAgainstJacksonTest {
  private static final List<String> POINTERS =
      List.of(
          "/a",
          "/b",
          "/a/b",
          "/b/a/c",
          "/é",
          "/é/é",
          "/m~1n",
          "/x~0y/a",
          "/😀",
          "/with \"quotes\"",
          "/c/");

  private final JsonScanner scanner = new JsonScanner(JsonFields.of(POINTERS));

  @Property(tries = 5_000)
  void findsWhatJacksonFinds(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode tree = AnyJson.object(random);
    byte[] json = AnyJson.write(tree, random).getBytes(UTF_8);

    scanner.scan(json);

    assertThat(scanner.rootKind()).isEqualTo(JsonKind.OBJECT);
    assertThat(json[scanner.closingBrace()]).isEqualTo((byte) '}');
    assertThat(scanner.isEmptyObject()).isEqualTo(tree.isEmpty());
    assertThat(scanner.duplicate()).isEqualTo(-1);
    assertSameFields(json);
  }

  @Property(tries = 1_000)
  void findsWhatJacksonHasWritten(@ForAll long seed) throws Exception {
    ObjectNode tree = AnyJson.object(new Random(seed));
    byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);

    scanner.scan(json);

    assertSameFields(json);
  }

  @Property(tries = 5_000)
  void takesAndRefusesWhatAStrictReaderDoes(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] json = damaged(AnyJson.write(AnyJson.object(random), random).getBytes(UTF_8), random);

    assertThat(accepts(json))
        .as("%s", new String(json, UTF_8))
        .isEqualTo(StrictJackson.accepts(json));
  }

  /** Found by chance: its low byte is that of a 'c'. */
  @Example
  void aHexDigitIsAscii() {
    byte[] json = "\"\\u03F\u4a63\"".getBytes(UTF_8);

    assertThat(accepts(json)).isFalse();
    assertThat(StrictJackson.accepts(json)).isFalse();
  }

  @Property(tries = 1_000)
  void takesAndRefusesAnyBytesAsAStrictReaderDoes(@ForAll byte[] bytes) {
    byte[] quoted = new byte[bytes.length + 2];
    System.arraycopy(bytes, 0, quoted, 1, bytes.length);
    quoted[0] = '"';
    quoted[quoted.length - 1] = '"';

    assertThat(accepts(bytes)).isEqualTo(StrictJackson.accepts(bytes));
    assertThat(accepts(quoted)).isEqualTo(StrictJackson.accepts(quoted));
  }

  /** Two objects' members in one, so that names come twice. */
  @Property(tries = 5_000)
  void noticesEveryWantedFieldThatStandsTwice(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    ObjectNode one = AnyJson.object(random);
    ObjectNode two = AnyJson.object(random);
    String first = one.toString();
    String second = two.toString();
    boolean apart = one.isEmpty() || two.isEmpty();
    String joined =
        first.substring(0, first.length() - 1) + (apart ? "" : ",") + second.substring(1);
    byte[] json = joined.getBytes(UTF_8);
    Set<String> repeated = StrictJackson.repeated(json);

    scanner.scan(json);

    boolean wantedTwice =
        POINTERS.stream()
            .anyMatch(p -> repeated.stream().anyMatch(r -> (p + "/").startsWith(r + "/")));
    assertThat(scanner.duplicate() >= 0).as(joined).isEqualTo(wantedTwice);
  }

  private void assertSameFields(byte[] json) {
    JsonNode tree = StrictJackson.tree(json);
    for (int i = 0; i < POINTERS.size(); i++) {
      JsonNode expected = tree.at(POINTERS.get(i));
      assertThat(scanner.kind(i)).as(POINTERS.get(i)).isEqualTo(kind(expected));
      if (!expected.isMissingNode()) {
        byte[] value = Arrays.copyOfRange(json, scanner.start(i), scanner.end(i));
        assertThat(StrictJackson.tree(value)).isEqualTo(expected);
        assertThat(json[scanner.memberStart(i)]).isEqualTo((byte) '"');
      }
      if (expected.isTextual()) {
        assertThat(scanner.text(i)).isEqualTo(expected.textValue());
      }
    }
  }

  private boolean accepts(byte[] json) {
    try {
      scanner.scan(json);
      return true;
    } catch (JsonSyntaxException e) {
      assertThat(e.offset()).isBetween(0, json.length);
      return false;
    }
  }

  private static JsonKind kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING -> JsonKind.ABSENT;
      case NULL -> JsonKind.NULL;
      case BOOLEAN -> node.booleanValue() ? JsonKind.TRUE : JsonKind.FALSE;
      case NUMBER -> JsonKind.NUMBER;
      case STRING -> JsonKind.STRING;
      case OBJECT -> JsonKind.OBJECT;
      default -> JsonKind.ARRAY;
    };
  }

  /** One to three bytes put in, taken out or changed. */
  private static byte[] damaged(byte[] json, Random random) {
    byte[] bytes = json;
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bytes.length + 1);
      int gone = Math.min(random.nextInt(2), bytes.length - at);
      byte[] put = PIECES[random.nextInt(PIECES.length)];
      byte[] next = new byte[bytes.length - gone + put.length];
      System.arraycopy(bytes, 0, next, 0, at);
      System.arraycopy(put, 0, next, at, put.length);
      System.arraycopy(bytes, at + gone, next, at + put.length, bytes.length - at - gone);
      bytes = next;
    }
    return bytes;
  }

  private static final byte[][] PIECES = {
    {},
    {},
    {'"'},
    {'\\'},
    {'{'},
    {'}'},
    {'['},
    {']'},
    {','},
    {':'},
    {' '},
    {'-'},
    {'0'},
    {'1'},
    {'.'},
    {'e'},
    {'+'},
    {'u'},
    {0},
    {0x1f},
    {0x7f},
    {(byte) 0x80},
    {(byte) 0xc3},
    {(byte) 0xc0, (byte) 0x80},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
    {(byte) 0xe2, (byte) 0x82, (byte) 0xac},
    {'t', 'r', 'u', 'e'},
    {'n', 'u', 'l'},
    {'\\', 'u', '0', '0'},
  };
}
