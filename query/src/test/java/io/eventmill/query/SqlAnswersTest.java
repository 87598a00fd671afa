package io.eventmill.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.SqlTable;
import io.eventmill.store.SqlTable.Column;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlAnswersTest {
  private static final SqlTable TABLE =
      new SqlTable(
          List.of(
              new Column("a \"b\"", "VARCHAR"),
              new Column("n", "HUGEINT"),
              new Column("d", "DOUBLE"),
              new Column("x", "DECIMAL(18,3)"),
              new Column("t", "BOOLEAN"),
              new Column("l", "INTEGER[]")),
          List.of(
              Arrays.asList(
                  "=x,\"",
                  "170141183460469231731687303715884105727",
                  "1e+16",
                  "-0.500",
                  "true",
                  "[1, 2]"),
              Arrays.asList(null, null, "nan", null, null, null)),
          true);

  @Test
  void numbersAndBooleansAreWhatTheyAreAllElseIsText() {
    String json = new String(SqlAnswers.json(TABLE), StandardCharsets.UTF_8);

    assertThat(json)
        .contains(
            "[\"=x,\\\"\",170141183460469231731687303715884105727,1e+16,-0.500,true,\"[1, 2]\"]")
        .contains("[null,null,\"nan\",null,null,null]")
        .contains("\"more\":true");
    JsonArray columns = new JsonObject(json).getJsonArray("columns");
    assertThat(columns.getJsonObject(0).getString("name")).isEqualTo("a \"b\"");
  }

  @Test
  void asCsvNoCellIsAFormula() {
    assertThat(new String(SqlAnswers.csv(TABLE), StandardCharsets.UTF_8))
        .isEqualTo(
            "\"a \"\"b\"\"\",n,d,x,t,l\r\n"
                + "\"'=x,\"\"\",170141183460469231731687303715884105727,1e+16,-0.500,true,\"[1, 2]\"\r\n"
                + ",,nan,,,\r\n");
  }
}
