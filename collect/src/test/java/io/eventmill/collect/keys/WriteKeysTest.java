package io.eventmill.collect.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.pipeline.KeyPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteKeysTest {
  private static final KeyPlace ENV = new KeyPlace("KEYS", null, "sources.web.intake.keys_env");
  private static final String ONE = "k1-1f0c96b0a7e2";
  private static final String A = ONE + "xx";
  private static final String B = "k2:9d4e77c1b3f0aa";

  @Test
  void anyOfTheKeysIsRightAndNothingElseIs() {
    WriteKeys keys = WriteKeys.of(ENV, Map.of("KEYS", A + "  " + B + "\n")::get);

    assertThat(keys.areAsked()).isTrue();
    assertThat(keys.indexOf(A)).isZero();
    assertThat(keys.indexOf(B)).isEqualTo(1);
    for (String wrong :
        new String[] {"", "k", A + "x", A.substring(1), A.toUpperCase(), A + " " + B}) {
      assertThat(keys.indexOf(wrong)).as(wrong).isEqualTo(-1);
    }
    assertThat(WriteKeys.NONE.areAsked()).isFalse();
  }

  @Test
  void theyCanStandInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("keys"), A + "\n" + B + "\n");
    KeyPlace place = new KeyPlace(null, file, "sources.web.intake.keys_file");

    assertThat(WriteKeys.of(place, Map.<String, String>of()::get).indexOf(B)).isEqualTo(1);

    Files.writeString(file, " \n");
    assertThat(WriteKeys.missing(place, name -> null))
        .hasValueSatisfying(
            said -> assertThat(said).contains("keys_file", file.toString(), "is empty"));
    Files.delete(file);
    assertThatThrownBy(() -> WriteKeys.of(place, name -> null))
        .hasMessageContaining("cannot be read");
  }

  /** Fifteen characters are one too few; a hundred keys are as many as there may be. */
  @Test
  void emptyShortAndKnownKeysAreRefusedWithTheSettingAndNeverShown() {
    refused("", "KEYS is empty");
    refused(null, "KEYS is not set");
    refused(ONE, "has 15 characters, at least 16");
    refused("ok-7d1e5b90c2a4f6 changeme-changeme", "write key 2 is one that everybody knows");
    refused("your-write-key-here", "everybody knows");
    refused("aaaaaaaaaaaaaaaaaaaa", "everybody knows");
    refused("x7z".repeat(171), "longer than 512");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < WriteKeys.MOST; i++) {
      many.append("key-number-one-").append(i).append(' ');
    }
    assertThat(WriteKeys.of(ENV, name -> many.toString()).indexOf("key-number-one-99"))
        .isEqualTo(99);
    refused(many + "one-more-of-them-1", "holds 101 keys, the most is 100");
  }

  private static void refused(String value, String why) {
    assertThatThrownBy(() -> WriteKeys.of(ENV, name -> value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sources.web.intake.keys_env")
        .hasMessageContaining(why)
        .satisfies(
            e -> {
              if (value != null && value.length() > 4) {
                assertThat(e.getMessage()).doesNotContain(value);
              }
            });
  }
}
