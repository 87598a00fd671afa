package io.eventmill.app.mill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.pipeline.PipelineFile;
import io.eventmill.pipeline.Stores;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store behind everybody's password is an open one: no start with it. */
class StoreSecretTest {
  private static final MillSettings SETTINGS =
      MillSettings.defaults(Path.of("store"), Path.of("spool"));
  private static final Stores STORES =
      PipelineFile.parse(
              """
              name: p
              sources: {web: {event: {type: /t, time: /at}}}
              stores: {search: opensearch, relational: postgres}
              opensearch: {url: http://search:9200, user: mill, password_env: SEARCH}
              postgres: {url: "jdbc:postgresql://db:5432/shop", user: mill, password_env: SHOP}
              """)
          .pipeline()
          .stores();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "password",
        "Password1",
        "changeme",
        "change-me-please",
        "admin",
        "secret",
        "eventmill",
        "postgres",
        "minioadmin",
        "Elastic1!",
        "xxxxxxxx"
      })
  void isRefusedUnshownByTheNameOfItsSettingAndVariable(String secret) {
    assertThatThrownBy(
            () -> SETTINGS.opensearch().config(STORES.opensearch(), Map.of("SEARCH", secret)))
        .isInstanceOf(UseException.class)
        .hasMessageStartingWith(
            "opensearch.password_env: what the environment variable SEARCH holds")
        .message()
        .isNotBlank()
        .satisfies(m -> unshown(m, secret));
    assertThatThrownBy(() -> SETTINGS.postgres().config(STORES.postgres(), Map.of("SHOP", secret)))
        .isInstanceOf(UseException.class)
        .hasMessageStartingWith("postgres.password_env: what the environment variable SHOP holds");
    Map<String, String> keys = Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", secret);
    assertThatThrownBy(() -> SETTINGS.s3().fileSystem(keys))
        .isInstanceOf(UseException.class)
        .hasMessageStartingWith("s3.secret_key_env: what the environment variable");
  }

  private static void unshown(String message, String secret) {
    String told = message.replace("password_env", "");
    assertThat(secret.isBlank() || !told.contains(secret)).as(message).isTrue();
  }

  @Test
  void oneOfItsOwnIsTaken() {
    String own = "tk9-correct-horse";
    assertThat(SETTINGS.opensearch().config(STORES.opensearch(), Map.of("SEARCH", own)).password())
        .isEqualTo(own);
    assertThat(SETTINGS.postgres().config(STORES.postgres(), Map.of("SHOP", own)).passwordEnv())
        .isEqualTo("SHOP");
    assertThat(SETTINGS.postgres().config(STORES.postgres(), Map.of()).passwordEnv())
        .isEqualTo("SHOP");
  }
}
