package io.eventmill.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/", "a/b", "/a~", "/a~2", "/~", "$.a", "/\ud800"})
  void refusesWhatIsNotAPointerToAField(String text) {
    assertThat(JsonFields.isPointer(text)).isFalse();
    assertThatThrownBy(() -> JsonFields.of(text)).hasMessageContaining("is not a JSON pointer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a/b", "/a~0b~1c", "/0", "/a b", "/é", "/a//b", "/😀"})
  void takesPointersToFields(String text) {
    assertThat(JsonFields.isPointer(text)).isTrue();
    assertThat(JsonFields.of(text).indexOf(text)).isZero();
  }

  @Test
  void refusesAPointerThatIsAskedForTwice() {
    assertThatThrownBy(() -> JsonFields.of("/a", "/b", "/a")).hasMessage("'/a' is asked for twice");
  }

  @Test
  void pointsToAFieldOfAnyName() throws JsonSyntaxException {
    JsonScanner scanner = new JsonScanner(JsonFields.of(JsonFields.pointerTo("a/b~c~1")));

    scanner.scan("{\"a/b~c~1\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(scanner.text(0)).isEqualTo("1");
  }
}
