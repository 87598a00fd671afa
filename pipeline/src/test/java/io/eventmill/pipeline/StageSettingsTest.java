package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageSettingsTest {
  record Config(int bodyMax, long bytesMax, Duration ackTimeout, List<String> origins, boolean on) {
    Config {
      if (bodyMax < 1) {
        throw new IllegalArgumentException("body_max is " + bodyMax);
      }
    }
  }

  private static final Config CONFIG = new Config(1, 2, Duration.ofSeconds(3), List.of("*"), false);

  @Test
  void movesASettingByItsName() {
    assertThat(with("body_max", "16MB").bodyMax()).isEqualTo(16 << 20);
    assertThat(with("bytes_max", "4 gb").bytesMax()).isEqualTo(4L << 30);
    assertThat(with("ack_timeout", "500ms").ackTimeout()).isEqualTo(Duration.ofMillis(500));
    assertThat(with("origins", "a, b").origins()).containsExactly("a", "b");
    assertThat(with("on", "true").on()).isTrue();
    assertThat(with("body_max", "7"))
        .isEqualTo(new Config(7, 2, Duration.ofSeconds(3), List.of("*"), false));
  }

  @Test
  void saysWhatWouldBeRight() {
    assertThatThrownBy(() -> with("body_mx", "1"))
        .hasMessageStartingWith("'collect.body_mx' is not a setting, did you mean 'body_max'?");
    assertThatThrownBy(() -> with("body_max", "much")).hasMessageContaining("512KB");
    assertThatThrownBy(() -> with("body_max", "3GB")).hasMessageContaining("2147483647");
    assertThatThrownBy(() -> with("ack_timeout", "5")).hasMessageContaining("10s");
    assertThatThrownBy(() -> with("on", "yes")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> with("body_max", "0")).hasMessage("body_max is 0");
  }

  private static Config with(String name, String text) {
    return StageSettings.with(CONFIG, "collect", name, text);
  }
}
