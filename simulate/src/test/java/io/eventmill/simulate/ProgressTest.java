package io.eventmill.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
  private final FakeTicker ticker = new FakeTicker(Instant.EPOCH);

  @Test
  void offATerminalItIsALineEveryFewSeconds() {
    try (Progress progress = Progress.on(out, false, ticker)) {
      for (int i = 1; i <= 120; i++) {
        ticker.pass(Duration.ofMillis(100));
        progress.at(i, 200, i * 10);
      }
      progress.note("waiting");
    }

    assertThat(text.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("500 events, 25 %", "1000 events, 50 %", "waiting");
  }

  @Test
  void withoutATotalItShowsNoShare() {
    Progress progress = Progress.on(out, false, ticker);
    ticker.pass(Duration.ofSeconds(6));
    progress.at(10, 0, 3);

    assertThat(text.toString(StandardCharsets.UTF_8).lines()).containsExactly("3 events");
  }

  @Test
  void onATerminalItIsABar() {
    try (Progress progress = Progress.on(out, true, ticker)) {
      progress.at(1L << 20, 4L << 20, 1_234);
      progress.note("cannot connect");
      progress.at(4L << 20, 4L << 20, 5_678);
    }

    assertThat(text.toString(StandardCharsets.UTF_8)).contains("100%").contains("5678 events");
  }
}
