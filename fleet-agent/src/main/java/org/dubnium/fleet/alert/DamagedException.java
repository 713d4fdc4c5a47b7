package org.dubnium.fleet.alert;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** A file that is no database, or a broken one. */
final class DamagedException extends Exception {

  private static final long serialVersionUID = 1L;

  DamagedException(String message) {
    super(message);
  }

  DamagedException(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  /** Whether SQLite says so. Source: sqlite.org/rescode.html; extended codes keep the low byte. */
  static boolean is(SQLException e) {
    int primary = e.getErrorCode() & 0xff;
    return primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
  }
}
