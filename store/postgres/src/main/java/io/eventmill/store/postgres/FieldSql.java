package io.eventmill.store.postgres;

import io.eventmill.store.EventFilter.FieldIs;
import io.eventmill.store.FieldText;
import java.math.BigDecimal;

/** The question whether a field has a value, by {@link FieldText}. */
final class FieldSql {
  /** Numbers with more digits than this are beyond PostgreSQL's. */
  private static final int SCALE_MAX = 16_000;

  private FieldSql() {}

  /** A text as the database can hold it: U+0000 becomes U+FFFD, as in the function {@code doc}. */
  static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  /** Adds a condition. */
  static void is(Sql sql, FieldIs field) {
    if (!field.pointer().startsWith("/")) {
      sql.add(" AND false"); // the whole row is an object, which has no text
      return;
    }
    String[] names = field.pointer().substring(1).split("/", -1);
    Object[] path = new Object[names.length];
    StringBuilder at = new StringBuilder("doc(json)");
    for (int i = 0; i < names.length; i++) {
      at.append(" -> ?");
      path[i] = storable(names[i].replace("~1", "/").replace("~0", "~"));
    }
    sql.add(" AND (SELECT CASE jsonb_typeof(value)");
    sql.add(" WHEN 'string' THEN value #>> '{}' = ?", storable(field.value()));
    if (field.value().equals("true") || field.value().equals("false")) {
      sql.add(" WHEN 'boolean' THEN value::text = ?", field.value());
    }
    BigDecimal number = number(field.value());
    if (number != null) {
      sql.add(" WHEN 'number' THEN (value #>> '{}')::numeric = ?", number);
    }
    sql.add(" ELSE false END FROM (SELECT " + at + " AS value) AS field)", path);
  }

  /** Null when no number of the database can be this one. */
  private static BigDecimal number(String value) {
    String plain = FieldText.numberIn(value);
    if (plain == null) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(plain);
      return Math.abs(number.scale()) <= SCALE_MAX ? number : null;
    } catch (NumberFormatException e) { // an exponent past two billion
      return null;
    }
  }
}
