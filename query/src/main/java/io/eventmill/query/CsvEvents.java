package io.eventmill.query;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonFields;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonScanner;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.query.http.Answer;
import io.eventmill.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as rows: what we know about each, then the columns asked for, or the whole event. */
final class CsvEvents implements Answer {
  private final EventPieces pieces;
  private final List<String> columns;
  private final JsonScanner scanner;
  private boolean begun;

  /**
   * @param columns field names as the client wrote them; none = the whole event in one column
   */
  CsvEvents(EventPieces pieces, List<String> columns) {
    this.pieces = pieces;
    this.columns = columns;
    this.scanner =
        new JsonScanner(JsonFields.of(columns.stream().map(FieldName::pointer).toList()));
  }

  @Override
  public Piece next() {
    Csv csv = new Csv();
    if (!begun) {
      head(csv);
      begun = true;
    }
    for (StoredEvent stored : pieces.next()) {
      row(stored.event(), csv);
    }
    return new Piece(csv.bytes(), pieces.isDone(), pieces.isDone() ? pieces.nextCursor() : null);
  }

  private void head(Csv csv) {
    csv.cell("id").cell("source").cell("type").cell("time").cell("received");
    if (columns.isEmpty()) {
      csv.cell("event");
    }
    columns.forEach(csv::cell);
    csv.end();
  }

  private void row(Event event, Csv csv) {
    csv.cell(event.id()).cell(event.source()).cell(event.type());
    csv.cell(IsoTime.ofMicros(event.timeMicros())).cell(IsoTime.ofMillis(event.receivedMillis()));
    if (columns.isEmpty()) {
      csv.cell(new String(event.json(), StandardCharsets.UTF_8));
    } else {
      fields(event, csv);
    }
    csv.end();
  }

  private void fields(Event event, Csv csv) {
    try {
      scanner.scan(event.json());
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("the stored event " + event.id() + " is not JSON", e);
    }
    for (int i = 0; i < columns.size(); i++) {
      JsonKind kind = scanner.kind(i);
      boolean empty = kind == JsonKind.ABSENT || kind == JsonKind.NULL;
      csv.cell(empty ? null : scanner.text(i));
    }
  }
}
