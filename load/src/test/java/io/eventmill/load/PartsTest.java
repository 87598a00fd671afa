package io.eventmill.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void cutsByCountAndByBytesAndLetsALargeOneGoAlone() {
    LoadConfig config =
        new LoadConfig(
            3,
            100,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMinutes(10),
            1_000,
            Duration.ZERO);

    assertThat(sizes(config, 1, 1, 1)).containsExactly(3);
    assertThat(sizes(config, 1, 1, 1, 1)).containsExactly(3, 1);
    assertThat(sizes(config, 50, 50)).containsExactly(2);
    assertThat(sizes(config, 50, 51)).containsExactly(1, 1);
    assertThat(sizes(config, 1, 500, 1)).containsExactly(1, 1, 1);
    assertThat(sizes(config)).isEmpty();
  }

  private static List<Integer> sizes(LoadConfig config, int... bytes) {
    List<Taken> records =
        IntStream.range(0, bytes.length)
            .mapToObj(i -> new Taken(0, i, null, null, null, bytes[i]))
            .toList();
    return Parts.of(records, config).stream().map(List::size).toList();
  }
}
