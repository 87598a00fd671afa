package io.eventmill.store;

import io.eventmill.event.ResultRow;
import java.util.List;

/**
 * @param next where the next page begins; null when this one is the last
 */
public record ResultPage(List<ResultRow> rows, ResultCursor next) {
  public ResultPage {
    rows = List.copyOf(rows);
  }
}
