package io.eventmill.store.duckdb;

/** A field of the events and the columns its values have been put into so far. */
final class Field {
  final String pointer;
  final int index;
  Column text;
  Column bool;
  Column number;
  Column exact;

  /** Stands for the values without a column, when there are such. */
  Column none;

  Field(String pointer, int index) {
    this.pointer = pointer;
    this.index = index;
  }

  void add(Column column) {
    switch (column.type()) {
      case TEXT -> text = column;
      case BOOLEAN -> bool = column;
      case WHOLE, DOUBLE -> number = column;
      case EXACT -> exact = column;
      case NONE -> none = column;
    }
  }

  boolean hasColumn() {
    return text != null || bool != null || number != null || exact != null;
  }
}
