package io.eventmill.store;

/**
 * Answers questions that people write in SQL: one statement that reads, over named views and
 * nothing else. Whatever it says, nothing is changed, and no file, setting or address can be
 * reached.
 */
public interface SqlReader {
  /** Of a store that speaks no SQL. */
  SqlReader NONE =
      question -> {
        throw new SqlRefusedException("this store cannot be asked with SQL");
      };

  /**
   * Blocks; an interrupt ends it.
   *
   * @throws SqlRefusedException when the statement is not one that may be asked, or is wrong
   * @throws StoreUnavailableException when it may work later: too many such questions at once, or
   *     it took too long
   */
  SqlTable ask(SqlQuestion question);
}
