package io.eventmill.query;

import io.eventmill.event.ResultRow;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.query.http.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * A result's rows as CSV. Columns are the fields of the first row, which all rows of a result
 * share; what is no text, number or boolean stands as its JSON.
 */
final class CsvRows implements Answer {
  private final ResultPieces pieces;
  private List<String> columns;

  CsvRows(ResultPieces pieces) {
    this.pieces = pieces;
  }

  @Override
  public Piece next() {
    Csv csv = new Csv();
    for (ResultRow row : pieces.next()) {
      RowFields fields = fields(row);
      if (columns == null) {
        columns = new ArrayList<>(fields.names());
        columns.forEach(csv::cell);
        csv.end();
      }
      for (String column : columns) {
        csv.cell(fields.text(column));
      }
      csv.end();
    }
    return new Piece(csv.bytes(), pieces.isDone(), pieces.isDone() ? pieces.nextCursor() : null);
  }

  private static RowFields fields(ResultRow row) {
    try {
      return RowFields.of(row.json());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("row " + row.id() + " of " + row.result() + " is no JSON", e);
    }
  }
}
