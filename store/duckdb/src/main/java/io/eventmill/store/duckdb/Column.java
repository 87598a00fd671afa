package io.eventmill.store.duckdb;

import java.util.Arrays;

/**
 * One column of one field, with the values of the batch in the making. Belongs to the writer.
 *
 * <p>A batch's values stand in arrays by row: texts as UTF-8, all else as 64 bits.
 */
final class Column {
  private final int number;
  private final String pointer;
  private final String name;
  private ColumnType type;
  private boolean beyondDouble;
  private boolean newlyBeyondDouble;
  private boolean added;
  private boolean changed;

  private long uses;
  private byte[][] texts;
  private long[] bits;
  private boolean[] present;

  Column(int number, String pointer, String name, ColumnType type, boolean beyondDouble) {
    this.number = number;
    this.pointer = pointer;
    this.name = name;
    this.type = type;
    this.beyondDouble = beyondDouble;
  }

  static Column added(int number, String pointer, String name, ColumnType type) {
    Column column = new Column(number, pointer, name, type, false);
    column.added = true;
    return column;
  }

  int number() {
    return number;
  }

  String pointer() {
    return pointer;
  }

  /** Its name in SQL, unquoted; null without a column. */
  String name() {
    return name;
  }

  ColumnType type() {
    return type;
  }

  /** True when it holds a whole number that a double cannot: it must stay BIGINT. */
  boolean isBeyondDouble() {
    return beyondDouble;
  }

  /** True when this batch has brought it. */
  boolean isAdded() {
    return added;
  }

  /** True when this batch has changed the type of a column that was there before. */
  boolean isChanged() {
    return changed;
  }

  /** True when this batch has made it so. */
  boolean isNewlyBeyondDouble() {
    return newlyBeyondDouble;
  }

  /** Values in this batch. */
  long uses() {
    return uses;
  }

  /** The batch is in: what it brought is there now. */
  void settle() {
    added = false;
    changed = false;
    newlyBeyondDouble = false;
    uses = 0;
    texts = null;
    bits = null;
    present = null;
  }

  void use() {
    uses++;
  }

  void put(int row, int rows, byte[] text) {
    uses++;
    if (texts == null) {
      texts = new byte[rows][];
    }
    texts[row] = text;
  }

  void put(int row, int rows, boolean value) {
    putBits(row, rows, value ? 1 : 0);
  }

  void put(int row, int rows, long whole) {
    if (whole < -NumberValue.DOUBLE_WHOLE_MAX || whole > NumberValue.DOUBLE_WHOLE_MAX) {
      newlyBeyondDouble |= !beyondDouble;
      beyondDouble = true;
    }
    putBits(row, rows, whole);
  }

  void put(int row, int rows, double value) {
    putBits(row, rows, Double.doubleToRawLongBits(value));
  }

  private void putBits(int row, int rows, long value) {
    uses++;
    if (bits == null) {
      bits = new long[rows];
      present = new boolean[rows];
    }
    bits[row] = value;
    present[row] = true;
  }

  /** From BIGINT to DOUBLE, with what the batch has put in so far. */
  void widen() {
    type = ColumnType.DOUBLE;
    changed = !added;
    if (bits != null) {
      for (int row = 0; row < bits.length; row++) {
        bits[row] = Double.doubleToRawLongBits(bits[row]);
      }
    }
  }

  byte[][] texts(int from, int to) {
    return Arrays.copyOfRange(texts, from, to);
  }

  boolean isPresent(int row) {
    return present[row];
  }

  long bits(int row) {
    return bits[row];
  }
}
