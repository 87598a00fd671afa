package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoresSettingsTest {
  private static final String SOURCES =
      """
      name: shop
      sources:
        web: {event: {type: /type, time: /time}}
      """;

  @Test
  void readsTheDatabase() {
    PipelineFile.Read read =
        PipelineFile.parse(
            SOURCES
                + """
                stores: {search: duckdb, relational: postgres}
                postgres:
                  url: jdbc:postgresql://db:6000/shop?reWriteBatchedInserts=true
                  user: mill
                  password_env: SHOP_PASSWORD
                  schema: sales
                  tls: {mode: verify-full, root_certificate: ca.pem}
                """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.pipeline().stores())
        .isEqualTo(
            new Stores(
                "duckdb",
                "postgres",
                new PostgresUse(
                    "jdbc:postgresql://db:6000/shop?reWriteBatchedInserts=true",
                    "mill",
                    "SHOP_PASSWORD",
                    "sales",
                    "verify-full",
                    "ca.pem"),
                OpenSearchUse.local()));
  }

  @Test
  void readsTheCluster() {
    PipelineFile.Read read =
        PipelineFile.parse(
            SOURCES
                + """
                stores: {search: opensearch}
                opensearch:
                  url: https://search-1:9200, https://search-2:9200
                  prefix: shop-
                  user: mill
                  password_env: SEARCH_PASSWORD
                  tls: {root_certificate: ca.pem}
                """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.pipeline().stores().search()).isEqualTo("opensearch");
    assertThat(read.pipeline().stores().opensearch())
        .isEqualTo(
            new OpenSearchUse(
                List.of("https://search-1:9200", "https://search-2:9200"),
                "shop-",
                "mill",
                "SEARCH_PASSWORD",
                "ca.pem"));
  }

  @Test
  void tellsWhatIsWrongWithACluster() {
    PipelineFile.Read read =
        PipelineFile.parse(
            SOURCES
                + """
                stores: {search: opensaerch}
                opensearch:
                  url: http://me:secret@search:9200,search-2
                  prefix: Shop
                  user: mill
                """);

    assertThat(read.problems())
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).contains("did you mean 'opensearch'"))
        .anySatisfy(p -> assertThat(p).contains("opensearch.url: holds a user or password"))
        .anySatisfy(p -> assertThat(p).contains("'search-2' is not the URL of a node"))
        .anySatisfy(p -> assertThat(p).contains("opensearch.prefix: 'Shop'"))
        .anySatisfy(p -> assertThat(p).contains("opensearch.password_env"))
        .noneSatisfy(p -> assertThat(p).contains("secret"));
  }

  @Test
  void tellsWhatIsWrongWithLineAndGuessAndNoPassword() {
    PipelineFile.Read read =
        PipelineFile.parse(
            SOURCES
                + """
                stores: {relational: postgre}
                postgres:
                  url: jdbc:postgresql://db/shop?user=a&password=secret
                  pasword_env: X
                  schema: My Shop
                  tls: {mode: verify-ca}
                """);

    assertThat(read.problems())
        .extracting(Problem::toString)
        .anySatisfy(p -> assertThat(p).startsWith("line 4: stores.relational: 'postgre'"))
        .anySatisfy(p -> assertThat(p).contains("did you mean 'postgres'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 6: postgres.url: holds a password"))
        .anySatisfy(
            p ->
                assertThat(p)
                    .startsWith("line 7: postgres.pasword_env")
                    .contains("did you mean 'password_env'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 8: postgres.schema: 'My Shop'"))
        .anySatisfy(p -> assertThat(p).startsWith("line 9: postgres.tls.mode").contains("PEM"))
        .noneSatisfy(p -> assertThat(p).contains("secret"));
  }

  @Test
  void aUrlOfAnotherKindIsNone() {
    PipelineFile.Read read =
        PipelineFile.parse(SOURCES + "postgres: {url: 'postgres://db/shop'}\n");

    assertThat(read.problems())
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("'postgres://db/shop' is not the URL of a database");
  }
}
