package io.eventmill.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberValueTest {
  @ParameterizedTest
  @CsvSource({
    "0, WHOLE",
    "-0, WHOLE",
    "-0.000, WHOLE",
    "12.00, WHOLE",
    "1e3, WHOLE",
    "9223372036854775807, WHOLE",
    "-9223372036854775808, WHOLE",
    "9223372036854775808, OTHER",
    "1e19, OTHER",
    "0.5, FRACTION",
    "-19.99, FRACTION",
    "1e-7, FRACTION",
    "52.520006599999997, OTHER",
    "52.5200066, FRACTION",
    "0.1234567890123456789, OTHER",
    "1e-400, OTHER",
    "1e400, OTHER",
    "1e99999999999, OTHER",
  })
  void knowsWhichColumnHoldsANumberWithoutLoss(String json, NumberValue.Kind kind) {
    assertThat(read(json).kind()).isEqualTo(kind);
  }

  @Test
  void whatADoubleColumnHoldsIsWrittenByDuckDbAsFieldTextSays() throws SQLException {
    List<String> numbers = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      numbers.add(Double.toString(Double.isFinite(any) ? any : 0.1));
      numbers.add(Double.toString(random.nextDouble() * Math.pow(10, random.nextInt(20) - 8)));
      numbers.add(random.nextInt(1_000_000) + "." + random.nextInt(1_000_000));
    }
    int fractions = 0;
    StringBuilder values = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String number : numbers) {
      NumberValue value = read(number);
      if (value.kind() == NumberValue.Kind.FRACTION) {
        fractions++;
        values.append(values.length() == 0 ? "" : ", ").append('(').append(expected.size());
        values.append(", '").append(value.fraction()).append("'::DOUBLE)");
        expected.add(FieldText.ofNumber(number));
      }
    }
    assertThat(fractions).isGreaterThan(4_000);
    String text = FieldSql.columnText(new FieldCatalog.Entry("v", ColumnType.DOUBLE));
    assertThat(query("SELECT " + text + " FROM (VALUES " + values + ") t(i, v) ORDER BY i"))
        .isEqualTo(expected);
  }

  private static NumberValue read(String json) {
    NumberValue value = new NumberValue();
    value.read(json.getBytes(StandardCharsets.US_ASCII), 0, json.length());
    return value;
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
