package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.sqlite.RecoveringFile;
import org.dubnium.fleet.sqlite.Session;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.dubnium.fleet.sqlite.Transaction;
import org.dubnium.fleet.telemetry.HistoryQuery;
import org.dubnium.fleet.telemetry.Series;
import org.dubnium.fleet.telemetry.store.DeletionTime.Belief;

/** A file that is in use: its one writer, its readers, and what both know of it. */
final class Store implements RecoveringFile.Content {

  private final Readers readers;
  private final MetricNumbers numbers;
  private final Entities entities;
  private final OpenChunks open;
  private final Writer writer;
  private final Optional<Belief> belief;

  /** Held while what can be seen changes, and while somebody begins to look. */
  private final ReentrantLock view = new ReentrantLock();

  /** Over the file's one connection that writes, which is closed with it. */
  Store(Connection connection, SqliteFile file) throws SQLException {
    readers = new Readers(file);
    numbers = MetricNumbers.load(connection);
    entities = Entities.load(connection);
    open = new OpenChunks();
    writer = new Writer(connection, numbers, entities, open, view);
    belief = belief(connection);
  }

  private static Optional<Belief> belief(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT believed, doubted FROM clock")) {
      return row.next()
          ? Optional.of(
              new Belief(Instant.ofEpochMilli(row.getLong(1)), Duration.ofMillis(row.getLong(2))))
          : Optional.empty();
    }
  }

  /** What was believed of the clock when the file was last written; empty of a new one. */
  Optional<Belief> belief() {
    return belief;
  }

  /** For one thread at a time. */
  Writer writer() {
    return writer;
  }

  List<Series> query(HistoryQuery query) throws SQLException {
    Session session = readers.borrow();
    List<Series> answer;
    try {
      answer = look(session, query).series(query);
      Transaction.commit(session.connection());
    } catch (SQLException | RuntimeException e) {
      readers.close(session);
      throw e;
    }
    readers.giveBack(session);
    return answer;
  }

  private ReadSnapshot look(Session session, HistoryQuery query) throws SQLException {
    view.lock();
    try {
      Transaction.beginReading(session.connection());
      SortedMap<Subject, Integer> asked = entities.of(query);
      return new ReadSnapshot(session, numbers, asked, open.content(asked.values()));
    } finally {
      view.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    readers.close();
    writer.close();
  }
}
