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

  /** Whether it is the file's own fault. */
  public static boolean isDamage(SQLException e) {
    return is(e, SQLiteErrorCode.SQLITE_CORRUPT) || is(e, SQLiteErrorCode.SQLITE_NOTADB);
  }

  static boolean is(SQLException e, SQLiteErrorCode code) {
    return (e.getErrorCode() & PRIMARY) == code.code;
  }

  /** What was found out by looking, as SQLite itself would tell it. */
  static SQLException damage(String found) {
    return new SQLException(found, null, SQLiteErrorCode.SQLITE_CORRUPT.code);
  }
}
