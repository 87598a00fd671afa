package io.eventmill.app.mill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
  private final S3Settings settings =
      MillSettings.defaults(Path.of("store"), Path.of("spool"))
          .with("s3.endpoint=http://store:9000")
          .with("s3.path_style=true")
          .with("s3.secret_key_env=LAKE_SECRET")
          .s3();

  @Test
  void keysComeFromTheEnvironmentUnderTheNamesGiven() {
    assertThat(settings.fileSystem(Map.of("AWS_ACCESS_KEY_ID", "me", "LAKE_SECRET", "s3cr3t")))
        .isEqualTo(
            Map.of(
                "s3.endpoint", "http://store:9000",
                "s3.chunked-encoding.enabled", "false",
                "s3.checksum-validation.enabled", "false",
                "s3.region", "us-east-1",
                "s3.path-style-access", "true",
                "s3.access-key", "me",
                "s3.secret-key", "s3cr3t"));
  }

  @Test
  void oneKeyWithoutTheOtherIsToldByName() {
    assertThatThrownBy(() -> settings.fileSystem(Map.of("AWS_ACCESS_KEY_ID", "me")))
        .isInstanceOf(UseException.class)
        .hasMessageContaining("LAKE_SECRET")
        .hasMessageNotContaining("me;");
    assertThat(settings.fileSystem(Map.of())).doesNotContainKey("s3.access-key");
  }
}
