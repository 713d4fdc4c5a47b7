package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that only read: a few wait for use, more are opened when those do not suffice. */
final class Readers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final int MOST_IDLE = 4;

  private final DatabaseFile file;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  Readers(DatabaseFile file) {
    this.file = file;
  }

  /** A connection for the caller alone, to be given back or closed. */
  Connection borrow() throws SQLException {
    Connection waiting = poll();
    return waiting == null ? file.openReader() : waiting;
  }

  private synchronized @Nullable Connection poll() throws SQLException {
    if (closed) {
      throw new SQLException("it is closed");
    }
    return idle.pollFirst();
  }

  void giveBack(Connection connection) {
    if (!keep(connection)) {
      close(connection);
    }
  }

  private synchronized boolean keep(Connection connection) {
    if (closed || idle.size() >= MOST_IDLE) {
      return false;
    }
    idle.addFirst(connection);
    return true;
  }

  /** Of a connection that nobody uses any more, also after a failure. */
  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("cannot close a connection to the telemetry: {}; ignoring", e.getMessage());
    }
  }

  /** Those in use are closed when they are given back. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Readers::close);
    idle.clear();
  }
}
