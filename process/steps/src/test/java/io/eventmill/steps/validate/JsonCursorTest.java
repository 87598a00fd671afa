package io.eventmill.steps.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The walk takes what the event's scanner takes, and nothing else. */
class JsonCursorTest {
  private final SchemaValidator anything = SchemaValidator.compile("true");
  private final JsonScanner scanner = new JsonScanner(JsonFields.of("/a"));

  @Test
  void agreesWithTheScannerOnTheJsonTestSuite() throws IOException {
    Path suite = SharedData.folder("JSONTestSuite/test_parsing");
    int compared = 0;
    try (Stream<Path> files = Files.list(suite)) {
      for (Path file : files.toList()) {
        compared += agree(Files.readAllBytes(file), file.getFileName().toString()) ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(300);
  }

  @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
  void agreesWithTheScannerOnDamagedJson(@ForAll Random random) {
    byte[] json = new RandomInstances(random).any(4).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i > 0; i--) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    agree(json, new String(json, StandardCharsets.ISO_8859_1));
  }

  /** False when a limit that only the walk has, or a name standing twice, kept them apart. */
  private boolean agree(byte[] json, String name) {
    Violation violation = anything.validate(json);
    boolean onlyOurs =
        violation != null
            && (violation.keyword().equals(Violation.DUPLICATE) || isNumber(violation));
    if (onlyOurs) {
      return false;
    }
    boolean scanned;
    try {
      scanner.scan(json);
      scanned = true;
    } catch (JsonSyntaxException e) {
      scanned = false;
      if (violation != null && violation.keyword().equals(Violation.NOT_JSON)) {
        assertThat(violation.message()).as(name).endsWith(" at byte " + e.offset());
      }
    }
    assertThat(violation == null).as(name + " " + violation).isEqualTo(scanned);
    return true;
  }

  private static boolean isNumber(Violation violation) {
    return violation.keyword().equals(Violation.LIMIT) && violation.message().contains("number");
  }
}
