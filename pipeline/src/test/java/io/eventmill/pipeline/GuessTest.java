package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuessTest {
  @Test
  void findsTheWordThatWasMeant() {
    List<String> known = List.of("sources", "stores", "enrich", "name");

    assertThat(Guess.among("soruces", known)).isEqualTo(", did you mean 'sources'?");
    assertThat(Guess.among("Name", known)).isEqualTo(", did you mean 'name'?");
    assertThat(Guess.among("enrichment", known)).isEmpty();
    assertThat(Guess.among("x", known)).isEmpty();
  }

  @Test
  void countsASwapAsOneError() {
    assertThat(Guess.distance("ab", "ba")).isEqualTo(1);
    assertThat(Guess.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Guess.distance("", "abc")).isEqualTo(3);
  }
}
