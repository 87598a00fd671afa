package io.eventmill.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

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
                    "ca.pem")));
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
