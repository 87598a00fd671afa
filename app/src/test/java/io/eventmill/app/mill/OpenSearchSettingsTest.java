package io.eventmill.app.mill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.pipeline.OpenSearchUse;
import io.eventmill.pipeline.PipelineFile;
import io.eventmill.store.opensearch.OpenSearchConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who the cluster knows this server as: from the pipeline file, or from the settings. */
class OpenSearchSettingsTest {
  private static final OpenSearchSettings PLAIN = OpenSearchSettings.defaults();

  private static OpenSearchUse file(String more) {
    return PipelineFile.parse(
            "name: p\nsources: {web: {event: {type: /t, time: /at}}}\nstores: {search: opensearch}\n"
                + "opensearch: {url: http://search-1:9200"
                + more
                + "}\n")
        .pipeline()
        .stores()
        .opensearch();
  }

  private static OpenSearchSettings with(String user, String passwordEnv) {
    return new OpenSearchSettings(
        PLAIN.url(),
        PLAIN.prefix(),
        user,
        passwordEnv,
        PLAIN.tlsRootCertificate(),
        PLAIN.shards(),
        PLAIN.replicas(),
        PLAIN.indicesMax(),
        PLAIN.bulkActionsMax(),
        PLAIN.bulkBytesMax(),
        PLAIN.bulkAttemptsMax(),
        PLAIN.bulkRetryMin(),
        PLAIN.bulkRetryMax(),
        PLAIN.connectTimeout(),
        PLAIN.requestTimeout());
  }

  @Test
  void thePasswordIsThatOfTheVariable() {
    OpenSearchUse use = file(", user: mill, password_env: SEARCH");
    Map<String, String> environment = Map.of("SEARCH", "s3cret", "OTHER", "0ther");

    OpenSearchConfig ofFile = PLAIN.config(use, environment);
    assertThat(ofFile.user()).isEqualTo("mill");
    assertThat(ofFile.password()).isEqualTo("s3cret");
    OpenSearchConfig given = with("night", "OTHER").config(use, environment);
    assertThat(given.user()).isEqualTo("night");
    assertThat(given.password()).isEqualTo("0ther");
  }

  @Test
  void withoutAUserThereIsNoPassword() {
    OpenSearchUse use = file(", user: mill, password_env: SEARCH");

    OpenSearchConfig none = with("", null).config(use, Map.of("SEARCH", "s3cret"));

    assertThat(none.user()).isNull();
    assertThat(none.password()).isNull();
    assertThat(PLAIN.config(file(""), Map.of()).user()).isNull();
  }

  @Test
  void aVariableThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> PLAIN.config(file(", user: mill, password_env: SEARCH"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("opensearch.password_env is SEARCH, but there is no such variable");
    assertThatThrownBy(() -> with("mill", null).config(file(""), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("opensearch.user needs opensearch.password_env");
  }

  @Test
  void aPasswordIsNotSaidAloud() {
    OpenSearchUse use = file(", user: mill, password_env: SEARCH");
    assertThat(PLAIN.config(use, Map.of("SEARCH", "s3cret")).toString()).doesNotContain("s3cret");
  }
}
