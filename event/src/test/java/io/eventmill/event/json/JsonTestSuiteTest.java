package io.eventmill.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.event.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The 318 files of nst/JSONTestSuite: what every JSON reader must take, must refuse, or may do. */
class JsonTestSuiteTest {
  private static final int FILES_AT_LEAST = 300;

  private final JsonScanner scanner = new JsonScanner(JsonFields.of("/a", "/b/c"));

  @TestFactory
  Stream<DynamicTest> takesWhatIsJsonAndRefusesWhatIsNot() throws IOException {
    return files().stream().map(file -> DynamicTest.dynamicTest(name(file), () -> judge(file)));
  }

  @Test
  void findsTheWholeSuite() throws IOException {
    assertThat(files()).hasSizeGreaterThan(FILES_AT_LEAST);
  }

  /** Both answers are allowed; none of them is another exception. */
  @Test
  void decidesWhatReadersMayDecide() {
    assertThat(accepts("i_number_huge_exp.json")).isTrue();
    assertThat(accepts("i_object_key_lone_2nd_surrogate.json")).isTrue();
    assertThat(accepts("i_string_UTF8_surrogate_U+D800.json")).isFalse();
    assertThat(accepts("i_string_overlong_sequence_2_bytes.json")).isFalse();
    assertThat(accepts("i_structure_UTF-8_BOM_empty_object.json")).isFalse();
    assertThat(accepts("i_structure_500_nested_arrays.json")).isFalse();
  }

  private void judge(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    switch (name(file).charAt(0)) {
      case 'y' -> assertThatNoException().isThrownBy(() -> scanner.scan(json));
      case 'n' ->
          assertThatThrownBy(() -> scanner.scan(json)).isInstanceOf(JsonSyntaxException.class);
      default -> accepts(name(file)); // anything but a JsonSyntaxException fails the test
    }
  }

  private boolean accepts(String name) {
    try {
      scanner.scan(Files.readAllBytes(folder().resolve(name)));
      return true;
    } catch (JsonSyntaxException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(f -> name(f).endsWith(".json")).sorted().toList();
    }
  }

  private static Path folder() {
    return SharedData.folder("JSONTestSuite").resolve("test_parsing");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
