package org.dubnium.fleet.telemetry.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.jspecify.annotations.Nullable;

/** Connections that only read: a few wait for use, more are opened when those do not suffice. */
final class Readers implements AutoCloseable {

  private static final int MOST_IDLE = 4;

  private final SqliteFile file;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(SqliteFile file) {
    this.file = file;
  }

  /** A connection for the caller alone, to be given back or closed. */
  Session borrow() throws SQLException {
    Session waiting = poll();
    return waiting == null ? new Session(file.openReader()) : waiting;
  }

  private synchronized @Nullable Session poll() throws SQLException {
    if (closed) {
      throw new SQLException("it is closed");
    }
    return idle.pollFirst();
  }

  void giveBack(Session session) {
    if (!keep(session)) {
      close(session);
    }
  }

  private synchronized boolean keep(Session session) {
    if (closed || idle.size() >= MOST_IDLE) {
      return false;
    }
    idle.addFirst(session);
    return true;
  }

  /** Of one that failed: it does not come back. */
  void close(Session session) {
    file.close(session.connection());
  }

  /** Those in use are closed when they are given back. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(this::close);
    idle.clear();
  }
}
