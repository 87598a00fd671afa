package io.eventmill.store;

import java.util.List;

/**
 * @param sql as a person wrote it
 * @param results the results that can be asked for, beside the events
 */
public record SqlQuestion(String sql, List<ResultView> results) {
  public SqlQuestion {
    results = List.copyOf(results);
  }

  /**
   * A result as a view.
   *
   * @param name of the view, e.g. {@code counts_events_aggregation}
   * @param result as stores name it
   * @param version of its definition; rows of others are left out
   * @param fields of its rows, each a column beside {@code id}, {@code time} and {@code json}
   */
  public record ResultView(String name, String result, String version, List<String> fields) {
    public ResultView {
      fields = List.copyOf(fields);
    }
  }
}
