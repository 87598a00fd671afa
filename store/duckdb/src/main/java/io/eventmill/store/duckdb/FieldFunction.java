package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;

/**
 * {@code eventmill_field(json, pointer)}: the text of a field without a column, behind one letter
 * that tells a string (s) from a number (n) and a boolean (b); null where the event lacks it. Our
 * own reader and not DuckDB's, so that such a field means the same as one with a column.
 */
final class FieldFunction implements DuckDBScalarFunction {
  static final String NAME = "eventmill_field";

  static void register(DuckDBConnection connection) throws SQLException {
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(NAME)
          .withParameters(DuckDBColumnType.VARCHAR, DuckDBColumnType.VARCHAR)
          .withReturnType(DuckDBColumnType.VARCHAR)
          .withVectorizedFunction(new FieldFunction())
          .register(connection);
    }
  }

  @Override
  public void apply(DuckDBDataChunkReader arguments, DuckDBWritableVector results) {
    DuckDBReadableVector jsons = arguments.vector(0);
    DuckDBReadableVector pointers = arguments.vector(1);
    JsonScanner scanner = null;
    for (long row = 0; row < arguments.rowCount(); row++) {
      if (jsons.isNull(row) || pointers.isNull(row)) {
        results.setNull(row);
        continue;
      }
      String pointer = pointers.getString(row);
      if (scanner == null || !scanner.fields().pointer(0).equals(pointer)) {
        scanner = new JsonScanner(JsonFields.of(pointer));
      }
      String found = find(scanner, jsons.getString(row));
      if (found == null) {
        results.setNull(row);
      } else {
        results.setString(row, found);
      }
    }
  }

  static String find(JsonScanner scanner, String json) {
    try {
      scanner.scan(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("the store holds an event that is not JSON", e);
    }
    JsonKind kind = scanner.kind(0);
    return switch (kind) {
      case STRING -> "s" + FieldText.ofString(scanner.text(0));
      case NUMBER -> "n" + FieldText.ofNumber(scanner.text(0));
      case TRUE, FALSE -> "b" + scanner.text(0);
      default -> null;
    };
  }
}
