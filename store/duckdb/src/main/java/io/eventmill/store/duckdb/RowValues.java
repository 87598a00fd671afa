package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonStrings;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of one event, by field, until the event has been read to its end: only then is it
 * known which of two of one name is the last one and counts.
 */
final class RowValues {
  static final byte STRING = 1;
  static final byte ESCAPED = 2;
  static final byte NUMBER = 3;
  static final byte TRUE = 4;
  static final byte FALSE = 5;

  private final KnownFields fields;
  private final Words words;
  private final NumberValue number = new NumberValue();
  private byte[] json = {};
  private boolean rest;

  /** By field: what it holds (0 = nothing) and where. */
  private byte[] kinds = new byte[64];

  private int[] starts = new int[64];
  private int[] ends = new int[64];

  /** Fields of this event, in the order in which they came. */
  private int[] touched = new int[64];

  private int count;

  RowValues(KnownFields fields, Words words) {
    this.fields = fields;
    this.words = words;
  }

  void begin(byte[] of) {
    json = of;
    rest = false;
    for (int i = 0; i < count; i++) {
      kinds[touched[i]] = 0;
    }
    count = 0;
  }

  /** The event has a value that no column holds and nobody counts. */
  void markRest() {
    rest = true;
  }

  void set(Field field, byte kind, int from, int to) {
    int index = field.index;
    if (index >= kinds.length) {
      int size = Math.max(index + 1, kinds.length * 2);
      kinds = Arrays.copyOf(kinds, size);
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
    }
    remove(field);
    if (count == touched.length) {
      touched = Arrays.copyOf(touched, count * 2);
    }
    touched[count++] = index;
    kinds[index] = kind;
    starts[index] = from;
    ends[index] = to;
  }

  /** Takes back a value; its text can still be searched for. */
  void remove(Field field) {
    int index = field.index;
    if (index < kinds.length && kinds[index] != 0) {
      words.add(text(kinds[index], starts[index], ends[index]));
      kinds[index] = 0;
    }
  }

  /**
   * Puts all values into their columns.
   *
   * @return true when the JSON holds values that no column does
   */
  boolean putAll(int row, int rows) {
    for (int i = 0; i < count; i++) {
      int index = touched[i];
      byte kind = kinds[index];
      if (kind != 0) {
        kinds[index] = 0; // it may have been touched twice
        put(fields.field(index), kind, row, rows);
      }
    }
    return rest;
  }

  private void put(Field field, byte kind, int row, int rows) {
    Column column;
    if (kind == NUMBER) {
      number.read(json, starts[field.index], ends[field.index]);
      column = numberColumn(field);
    } else if (kind == TRUE || kind == FALSE) {
      column = field.bool != null ? field.bool : fields.column(field, ColumnType.BOOLEAN);
    } else {
      column = field.text != null ? field.text : fields.column(field, ColumnType.TEXT);
    }
    switch (column.type()) {
      case TEXT, EXACT -> column.put(row, rows, bytes(kind, field.index));
      case BOOLEAN -> column.put(row, rows, kind == TRUE);
      case WHOLE -> column.put(row, rows, number.whole());
      case DOUBLE -> column.put(row, rows, number.asDouble());
      case NONE -> {
        rest = true;
        column.use();
        words.add(text(kind, starts[field.index], ends[field.index]));
      }
    }
  }

  /** The column that holds the number just read without loss; makes or widens one if need be. */
  private Column numberColumn(Field field) {
    Column column = field.number;
    switch (number.kind()) {
      case WHOLE -> {
        if (column == null) {
          return fields.column(field, ColumnType.WHOLE);
        }
        if (column.type() == ColumnType.WHOLE || number.fitsDouble()) {
          return column;
        }
      }
      case FRACTION -> {
        if (column == null) {
          return fields.column(field, ColumnType.DOUBLE);
        }
        if (column.type() == ColumnType.WHOLE && !column.isBeyondDouble()) {
          column.widen();
        }
        if (column.type() == ColumnType.DOUBLE) {
          return column;
        }
      }
      case OTHER -> {}
    }
    return field.exact != null ? field.exact : fields.column(field, ColumnType.EXACT);
  }

  private byte[] bytes(byte kind, int index) {
    if (kind == STRING) {
      return Arrays.copyOfRange(json, starts[index], ends[index]);
    }
    return text(kind, starts[index], ends[index]).getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a value, as {@link FieldText} says. */
  String text(byte kind, int from, int to) {
    return switch (kind) {
      case STRING -> new String(json, from, to - from, StandardCharsets.UTF_8);
      case ESCAPED -> FieldText.ofString(JsonStrings.decode(json, from, to));
      case NUMBER ->
          FieldText.ofNumber(new String(json, from, to - from, StandardCharsets.US_ASCII));
      default -> kind == TRUE ? "true" : "false";
    };
  }
}
