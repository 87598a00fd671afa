package io.eventmill.app.mill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.registry.RegistrySettings;
import io.eventmill.registry.client.SchemaClientLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchemaRegistrySettingsTest {
  private static final MillSettings USUAL = MillSettings.defaults(Path.of("store"), Path.of("sp"));

  @Test
  void theUsualOnesAreThoseOfItsParts() {
    SchemaClientLimits client = SchemaClientLimits.defaults();

    assertThat(USUAL.registry().here()).isEqualTo(RegistrySettings.defaults());
    assertThat(USUAL.registry().elsewhere())
        .usingRecursiveComparison()
        .ignoringFields("freshFor", "missingFor")
        .isEqualTo(client);
    assertThat(USUAL.registry().elsewhere().freshFor()).isZero();
  }

  @Test
  void eachGoesWhereItsNameSays() {
    SchemaRegistrySettings moved =
        USUAL
            .with("registry.schema_bytes_max=2MB")
            .with("registry.schema_depth_max=50")
            .with("registry.subjects_max=3")
            .with("registry.versions_max=4")
            .with("registry.text_max=5000000")
            .with("registry.comparison_steps_max=6")
            .with("registry.requests_max=7")
            .with("registry.timeout=8s")
            .with("registry.start_timeout=9s")
            .with("registry.remote_connect_timeout=10s")
            .with("registry.remote_request_timeout=11s")
            .with("registry.remote_retries_max=12")
            .with("registry.remote_pause=13s")
            .with("registry.remote_away=14s")
            .with("registry.remote_schemas_max=15")
            .with("registry.remote_answer_bytes_max=16")
            .with("registry.remote_references_max=17")
            .registry();

    assertThat(moved.here().limits())
        .hasToString(
            "RegistryLimits[schemaBytesMax=2097152, schemaDepthMax=50, subjectsMax=3,"
                + " versionsMax=4, textMax=5000000, comparisonStepsMax=6, requestsMax=7]");
    assertThat(moved.here().timeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(moved.here().startTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(moved.elsewhere())
        .hasToString(
            "SchemaClientLimits[connectTimeout=PT10S, requestTimeout=PT11S, retriesMax=12,"
                + " pause=PT13S, awayFor=PT14S, freshFor=PT0S, missingFor=PT0S, schemasMax=15,"
                + " answerBytesMax=16, referencesMax=17]");
  }

  @Test
  void whatCannotBeIsToldByItsName() {
    assertThatThrownBy(() -> USUAL.with("registry.schema_depth_max=101"))
        .isInstanceOf(UseException.class)
        .hasMessage("registry.schema_depth_max is 101, the most is 100");
    assertThatThrownBy(() -> USUAL.with("registry.remote_schemas_max=0"))
        .isInstanceOf(UseException.class)
        .hasMessage("registry.remote_schemas_max is 0, the least is 1");
    assertThatThrownBy(() -> USUAL.with("registri.versions_max=1"))
        .isInstanceOf(UseException.class)
        .hasMessageContaining("did you mean 'registry'?");
  }
}
