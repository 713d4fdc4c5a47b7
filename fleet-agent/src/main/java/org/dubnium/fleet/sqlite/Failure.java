package org.dubnium.fleet.sqlite;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * What kind of failure it is. Source: sqlite.org/rescode.html; an extended code has its primary one
 * in the low byte.
 */
public final class Failure {

  private static final int PRIMARY = 0xff;

  private Failure() {}

  /** Whether the file is damaged. */
  public static boolean isDamage(SQLException e) {
    return is(e, SQLiteErrorCode.SQLITE_CORRUPT) || is(e, SQLiteErrorCode.SQLITE_NOTADB);
  }

  static boolean is(SQLException e, SQLiteErrorCode code) {
    return (e.getErrorCode() & PRIMARY) == code.code;
  }

  /** Damage that a check found, as SQLite itself would report it. */
  static SQLException damage(String found) {
    return new SQLException(found, null, SQLiteErrorCode.SQLITE_CORRUPT.code);
  }
}
