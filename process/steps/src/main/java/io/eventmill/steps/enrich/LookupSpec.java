package io.eventmill.steps.enrich;

import io.eventmill.pipeline.PostgresUse;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a lookup asks: rows of one table, by the value of one column.
 *
 * @param from a table as {@code schema.table}, or a query
 * @param key the column that names a row
 * @param columns what is taken of it
 * @param database null: the pipeline's relational store
 * @param withinMillis after how long without an answer the event goes on without; 0: it waits
 */
public record LookupSpec(
    String from, String key, List<String> columns, PostgresUse database, long withinMillis)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern QUERY = Pattern.compile("(?is)\\s*(select|with)\\s.*");

  public LookupSpec {
    columns = List.copyOf(columns);
  }

  static boolean isQuery(String from) {
    return QUERY.matcher(from).matches();
  }
}
