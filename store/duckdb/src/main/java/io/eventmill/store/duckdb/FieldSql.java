package io.eventmill.store.duckdb;

import io.eventmill.event.json.JsonFields;
import io.eventmill.store.FieldText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a field is in SQL, by the columns it has. */
final class FieldSql {
  private final FieldCatalog catalog;

  FieldSql(FieldCatalog catalog) {
    this.catalog = catalog;
  }

  /** The field's text, as a VARCHAR; null where the event lacks it. */
  Sql text(String field) {
    if (field.equals("type") || field.equals("source")) {
      return new Sql().add(field);
    }
    check(field);
    List<Sql> parts = new ArrayList<>();
    for (FieldCatalog.Entry entry : catalog.entries(field)) {
      if (entry.name() != null) {
        parts.add(new Sql().add(columnText(entry)));
      }
    }
    if (catalog.isElsewhere(field)) {
      parts.add(new Sql().add("substr(").add(elsewhere(field)).add(", 2)"));
    }
    Sql text = new Sql().add("coalesce(");
    for (int i = 0; i < parts.size(); i++) {
      text.add(i == 0 ? "" : ", ").add(parts.get(i));
    }
    return text.add(")");
  }

  static String columnText(FieldCatalog.Entry entry) {
    String name = ColumnNames.quote(entry.name());
    return switch (entry.type()) {
      case BOOLEAN, WHOLE -> name + "::VARCHAR";
      case DOUBLE ->
          "CASE WHEN "
              + name
              + " = trunc("
              + name
              + ") THEN "
              + name
              + "::BIGINT::VARCHAR ELSE "
              + name
              + "::VARCHAR END";
      default -> name;
    };
  }

  /** The condition that the field's text is the value. */
  Sql is(String pointer, String value) {
    check(pointer);
    List<Sql> any = new ArrayList<>();
    String number = FieldText.numberIn(value);
    for (FieldCatalog.Entry entry : catalog.entries(pointer)) {
      Object bound = bound(entry.type(), value, number);
      if (bound != null) {
        any.add(new Sql().add(ColumnNames.quote(entry.name())).add(" = ").bind(bound));
      }
    }
    if (catalog.isElsewhere(pointer)) {
      Sql in = new Sql().add(elsewhere(pointer)).add(" IN (").bind("s" + FieldText.ofString(value));
      in.add(", ").bind("b" + value).add(", ").bind("n" + number).add(")");
      any.add(in);
    }
    return anyOf(any);
  }

  /** The value as the column would hold it; null when it cannot hold it. */
  private static Object bound(ColumnType type, String value, String number) {
    if (type == ColumnType.TEXT) {
      return FieldText.ofString(value);
    }
    if (type == ColumnType.BOOLEAN) {
      return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : null;
    }
    if (number == null || type == ColumnType.NONE) {
      return null;
    }
    if (type == ColumnType.EXACT) {
      return number;
    }
    NumberValue read = new NumberValue();
    read.read(number.getBytes(StandardCharsets.US_ASCII), 0, number.length());
    if (type == ColumnType.WHOLE) {
      return read.kind() == NumberValue.Kind.WHOLE ? read.whole() : null;
    }
    return read.fitsDouble() ? read.asDouble() : null;
  }

  private static Sql elsewhere(String pointer) {
    return new Sql()
        .add("CASE WHEN _rest THEN " + FieldFunction.NAME + "(json, ")
        .bind(pointer)
        .add(") END");
  }

  static Sql anyOf(List<Sql> conditions) {
    if (conditions.isEmpty()) {
      return new Sql().add("FALSE");
    }
    Sql any = new Sql().add("(");
    for (int i = 0; i < conditions.size(); i++) {
      any.add(i == 0 ? "" : " OR ").add(conditions.get(i));
    }
    return any.add(")");
  }

  private static void check(String pointer) {
    if (!JsonFields.isPointer(pointer)) {
      throw new IllegalArgumentException(
          "'"
              + pointer
              + "' is not a JSON pointer to a field; one starts with '/', e.g. /params/id");
    }
  }
}
