package io.eventmill.app.metrics;

import io.eventmill.query.QueryRoutes;

/** How long questions take. */
public final class QueryNumbers {
  private QueryNumbers() {}

  public static void tell(QueryRoutes query, Numbers to) {
    var times = to.times(Families.QUERY);
    query.onAnswer(
        (path, status, nanos) ->
            times.labelValues(path, Integer.toString(status)).observe(nanos / 1e9));
  }
}
