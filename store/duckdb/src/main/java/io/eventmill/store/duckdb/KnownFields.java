package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonFields;
import io.eventmill.store.FieldText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that events have had so far and the columns made for them. Belongs to the writer, who
 * adds to it while it reads a batch; when a batch fails it is thrown away and read anew.
 */
final class KnownFields {
  /** A field with a longer pointer gets no column; it stays reachable through the JSON. */
  static final int POINTER_LENGTH_MAX = 300;

  private final int columnsMax;
  private final int fieldsMax;
  private final Map<String, Field> byPointer = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final ColumnNames names = new ColumnNames();
  private final FieldTree tree = new FieldTree();
  private int columnsUsed;

  KnownFields(int columnsMax, int fieldsMax) {
    this.columnsMax = columnsMax;
    this.fieldsMax = fieldsMax;
  }

  FieldTree.Node root() {
    return tree.root;
  }

  int size() {
    return fields.size();
  }

  Field field(int index) {
    return fields.get(index);
  }

  /** All columns, in the order in which they came. */
  List<Column> columns() {
    return columns;
  }

  /** A column that is there already. */
  void load(Column column) {
    Field field = byPointer.get(column.pointer());
    if (field == null) {
      field = newField(column.pointer());
    }
    put(field, column);
    if (column.name() != null) {
      names.take(column.name());
    }
  }

  /** The field at this pointer, made when there is room for it; else null. */
  Field find(String pointer) {
    Field field = byPointer.get(pointer);
    if (field != null) {
      return field;
    }
    return fields.size() < fieldsMax && isAskable(pointer) ? newField(pointer) : null;
  }

  /** A column of this type for the field; {@link Field#none} when all columns are used up. */
  Column column(Field field, ColumnType type) {
    Column column;
    if (columnsUsed < columnsMax) {
      String suffix = field.hasColumn() ? type.suffix() : "";
      String name = names.name(field.pointer, suffix);
      column = Column.added(columns.size(), field.pointer, name, type);
    } else if (field.none != null) {
      return field.none;
    } else {
      column = Column.added(columns.size(), field.pointer, null, ColumnType.NONE);
    }
    put(field, column);
    return column;
  }

  private Field newField(String pointer) {
    Field field = new Field(pointer, fields.size());
    byPointer.put(pointer, field);
    fields.add(field);
    return field;
  }

  private void put(Field field, Column column) {
    field.add(column);
    columns.add(column);
    if (column.type() != ColumnType.NONE) {
      columnsUsed++;
      tree.add(field);
    }
  }

  private static boolean isAskable(String pointer) {
    if (pointer.length() > POINTER_LENGTH_MAX || !JsonFields.isPointer(pointer)) {
      return false;
    }
    return pointer.equals(FieldText.ofString(pointer));
  }

  /** What readers need to know of it. */
  FieldCatalog catalog() {
    Map<String, List<FieldCatalog.Entry>> entries = new HashMap<>();
    for (Column column : columns) {
      entries
          .computeIfAbsent(column.pointer(), p -> new ArrayList<>())
          .add(new FieldCatalog.Entry(column.name(), column.type()));
    }
    return new FieldCatalog(entries);
  }
}
