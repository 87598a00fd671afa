package io.eventmill.store.postgres;

import io.eventmill.store.StoreUnavailableException;
import java.sql.SQLException;

/** What an error of the database means for whoever met it, by its SQLSTATE. */
final class SqlTrouble {
  private SqlTrouble() {}

  /** The row is at fault, and will be tomorrow too. */
  static boolean isOfRow(SQLException e) {
    String state = state(e);
    return state.startsWith("22") // a value that its column cannot hold
        || state.startsWith("23") // a constraint
        || state.startsWith("54") // too large for an index
        || state.equals("P0001"); // a trigger says no
  }

  /** Another transaction stood in the way: the same again may work. */
  static boolean isRivalry(SQLException e) {
    String state = state(e);
    return state.equals("40001") || state.equals("40P01") || state.equals("55P03");
  }

  /** Waiting does not help: wrong user or password, a right or a database missing. */
  static boolean isRefusal(SQLException e) {
    String state = state(e);
    return state.startsWith("28")
        || state.startsWith("42")
        || state.equals("3D000")
        || state.equals("08004"); // the driver: no password was given, no TLS is there
  }

  static StoreUnavailableException unavailable(String what, SQLException e) {
    return new StoreUnavailableException("postgres: " + what + ": " + reason(e), e);
  }

  /** In one line. */
  static String reason(Throwable e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }
}
