package io.eventmill.store.duckdb;

import io.eventmill.event.Event;
import io.eventmill.event.json.JsonKind;
import io.eventmill.event.json.JsonSyntaxException;
import io.eventmill.event.json.JsonVisitor;
import io.eventmill.event.json.JsonWalker;
import java.util.List;

/**
 * Turns a batch of events into columns: walks each event's JSON once and puts every field's value
 * where it belongs. What has no column (elements of arrays, nulls, fields too many) leaves its
 * words behind, so that a search for a text finds it, and the mark that the JSON holds more.
 */
final class BatchRows implements JsonVisitor {
  private final KnownFields fields;
  private final JsonWalker walker = new JsonWalker(this);
  private final RowValues values;
  private final Words words = new Words();
  private final JsonPath path = new JsonPath();

  private List<Event> events = List.of();
  private byte[][] wordsByRow = {};
  private boolean[] rest = {};
  private int row;
  private byte[] json = {};

  BatchRows(KnownFields fields) {
    this.fields = fields;
    this.values = new RowValues(fields, words);
  }

  /** Reads all events; their values then stand in the columns of the known fields. */
  void read(List<Event> batch) {
    events = batch;
    wordsByRow = new byte[batch.size()][];
    rest = new boolean[batch.size()];
    for (row = 0; row < batch.size(); row++) {
      Event event = batch.get(row);
      json = event.json();
      path.begin(json, fields.root());
      values.begin(json);
      try {
        walker.walk(json);
      } catch (JsonSyntaxException e) {
        throw new IllegalArgumentException(
            "store: event "
                + event.id()
                + " from "
                + event.origin()
                + " is not JSON: "
                + e.getMessage(),
            e);
      }
      rest[row] = values.putAll(row, batch.size());
      wordsByRow[row] = words.take();
    }
  }

  List<Event> events() {
    return events;
  }

  byte[][] words() {
    return wordsByRow;
  }

  boolean isRest(int of) {
    return rest[of];
  }

  @Override
  public void beginObject() {
    notScalar();
    path.beginObject();
  }

  @Override
  public void endObject() {
    if (path.endObject()) { // without a field in it, only its name tells of it
      path.nameAll(words);
    }
  }

  @Override
  public void beginArray() {
    notScalar();
    path.nameAll(words);
    path.beginArray();
  }

  @Override
  public void endArray() {
    path.endArray();
  }

  @Override
  public void name(int from, int to, boolean escaped) {
    if (!path.name(from, to, escaped)) {
      path.nameAll(words);
      words.add(json, from, to, escaped);
    }
  }

  @Override
  public void string(int from, int to, boolean escaped) {
    put(escaped ? RowValues.ESCAPED : RowValues.STRING, from, to);
  }

  @Override
  public void number(int from, int to) {
    put(RowValues.NUMBER, from, to);
  }

  @Override
  public void literal(JsonKind kind) {
    switch (kind) {
      case TRUE -> put(RowValues.TRUE, 0, 0);
      case FALSE -> put(RowValues.FALSE, 0, 0);
      default -> {
        notScalar();
        path.nameAll(words);
      }
    }
  }

  /** A null, object or array takes the place of a value that stood there before. */
  private void notScalar() {
    Field field = path.field();
    if (field != null) {
      values.remove(field);
    }
  }

  private void put(byte kind, int from, int to) {
    Field field = path.field();
    if (field == null && !path.isInArray()) {
      String pointer = path.pointer();
      field = pointer == null ? null : fields.find(pointer);
      if (field == null && pointer != null) {
        values.markRest();
      }
    }
    if (field == null) {
      words.add(values.text(kind, from, to));
    } else {
      values.set(field, kind, from, to);
    }
  }
}
