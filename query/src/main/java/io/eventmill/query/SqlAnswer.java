package io.eventmill.query;

import io.eventmill.store.SqlQuestion;
import io.eventmill.store.SqlReader;
import io.eventmill.store.SqlRefusedException;
import java.util.List;

/** What {@code POST /api/sql} answers, for who asks a store without a server. */
public final class SqlAnswer {
  private SqlAnswer() {}

  /**
   * @param results that can be asked for
   * @param csv comma-separated values, else JSON
   * @throws SqlRefusedException when the statement is not one that may be asked, or is wrong
   */
  public static byte[] of(SqlReader reader, List<Results> results, String sql, boolean csv) {
    var table = reader.ask(new SqlQuestion(sql, SqlQuestions.views(results)));
    return csv ? SqlAnswers.csv(table) : SqlAnswers.json(table);
  }
}
