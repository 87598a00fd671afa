package io.eventmill.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonWalkerTest {
  private static final Path SUITE = Path.of("../../shared/data/JSONTestSuite/test_parsing");

  @Test
  void tellsEverythingInOrder() throws JsonSyntaxException {
    String json =
        " {\"a\" : [1, -2.5e3, {}, []], \"b\\n\":{\"c\":\"x\\u0041\"}, \"d\":null,\"\":true} ";

    assertThat(told(json))
        .isEqualTo("{ a: [ 1 -2.5e3 { } [ ] ] b\\n*: { c: 'x\\u0041'* } d: NULL : TRUE } ");
  }

  @Test
  void keepsToTheSameSyntaxAsTheScanner() throws IOException {
    if (!"true".equals(System.getenv("CI"))) {
      assumeThat(SUITE).as("the JSONTestSuite is not here; skipped").isDirectory();
    }
    try (Stream<Path> files = Files.list(SUITE)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        boolean walked = accepts(() -> new JsonWalker(new Teller(bytes)).walk(bytes));
        boolean scanned = accepts(() -> new JsonScanner(JsonFields.of("/a")).scan(bytes));

        assertThat(walked).as(name).isEqualTo(scanned);
        if (!name.startsWith("i_")) {
          assertThat(walked).as(name).isEqualTo(name.startsWith("y_"));
        }
      }
    }
  }

  @Test
  void saysWhereTheTextStopsBeingJson() {
    assertThatThrownBy(() -> told("{\"a\":1,}"))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessage("expected a field name in quotes, found '}' at byte 7");
  }

  @Test
  void goesAsDeepAsTheLimitAndNoDeeper() throws JsonSyntaxException {
    byte[] deepest = ("[".repeat(3) + "]".repeat(3)).getBytes(StandardCharsets.UTF_8);
    byte[] deeper = ("[".repeat(4) + "]".repeat(4)).getBytes(StandardCharsets.UTF_8);

    new JsonWalker(new Teller(deepest), 3).walk(deepest);

    assertThatThrownBy(() -> new JsonWalker(new Teller(deeper), 3).walk(deeper))
        .hasMessageContaining("deeper than the limit of 3");
  }

  private static String told(String json) throws JsonSyntaxException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Teller teller = new Teller(bytes);
    new JsonWalker(teller).walk(bytes);
    return teller.told.toString();
  }

  private interface Reading {
    void read() throws JsonSyntaxException;
  }

  private static boolean accepts(Reading reading) {
    try {
      reading.read();
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  /** Writes down what it is told. */
  private record Teller(byte[] json, StringBuilder told) implements JsonVisitor {
    Teller(byte[] json) {
      this(json, new StringBuilder());
    }

    private void tell(String what) {
      told.append(what).append(' ');
    }

    private String text(int from, int to, boolean escaped) {
      return new String(json, from, to - from, StandardCharsets.UTF_8) + (escaped ? "*" : "");
    }

    @Override
    public void beginObject() {
      tell("{");
    }

    @Override
    public void endObject() {
      tell("}");
    }

    @Override
    public void beginArray() {
      tell("[");
    }

    @Override
    public void endArray() {
      tell("]");
    }

    @Override
    public void name(int from, int to, boolean escaped) {
      tell(text(from, to, escaped) + ":");
    }

    @Override
    public void string(int from, int to, boolean escaped) {
      tell("'" + text(from, to, false) + "'" + (escaped ? "*" : ""));
    }

    @Override
    public void number(int from, int to) {
      tell(text(from, to, false));
    }

    @Override
    public void literal(JsonKind kind) {
      tell(kind.name());
    }
  }
}
