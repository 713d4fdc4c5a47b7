package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;
import org.dubnium.fleet.domain.Subject;
import org.dubnium.fleet.telemetry.HistoryQuery;

/**
 * What number stands for which subject. One thread gives numbers; any may ask. A number that was
 * given in a transaction which then failed is taken back. A subject of a kind that this program does
 * not know stays in the file.
 */
final class Entities {

  private static final int MOST_DELETED = 1_000;

  private static final String UNUSED =
      "SELECT id, subject FROM entity"
          + " WHERE NOT EXISTS (SELECT 1 FROM raw WHERE raw.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM minute WHERE minute.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM minute_part WHERE minute_part.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM hour WHERE hour.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM hour_part WHERE hour_part.entity = entity.id)";

  private final NavigableMap<Subject, Integer> numbers = new ConcurrentSkipListMap<>();
  private final List<Subject> unsettled = new ArrayList<>();
  private int next = 1;

  private Entities() {}

  static Entities load(Connection connection) throws SQLException {
    Entities loaded = new Entities();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, subject FROM entity")) {
      while (row.next()) {
        int id = row.getInt(1);
        loaded.next = Math.max(loaded.next, id + 1);
        Subject.parse(row.getString(2)).ifPresent(subject -> loaded.numbers.put(subject, id));
      }
    }
    return loaded;
  }

  /** The number of a subject, given now if it has none. */
  int number(Connection connection, Subject subject) throws SQLException {
    Integer known = numbers.get(subject);
    if (known != null) {
      return known;
    }
    int given = next + unsettled.size();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO entity (id, subject) VALUES (?, ?)")) {
      insert.setInt(1, given);
      insert.setString(2, subject.text());
      insert.executeUpdate();
    }
    numbers.put(subject, given);
    unsettled.add(subject);
    return given;
  }

  /**
   * Deletes those of which nothing is kept any more, not too many at once: what was not seen for as
   * long as the longest tier is kept. They are forgotten by {@link #forget} once the transaction was
   * committed.
   *
   * @param open numbers of those of which something is held in memory
   */
  List<Subject> deleteUnused(Connection connection, IntPredicate open) throws SQLException {
    List<Integer> unused = new ArrayList<>();
    List<Subject> subjects = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(UNUSED);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM entity WHERE id = ?")) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && unused.size() < MOST_DELETED) {
          if (!open.test(row.getInt(1))) {
            unused.add(row.getInt(1));
            Subject.parse(row.getString(2)).ifPresent(subjects::add);
          }
        }
      }
      for (int id : unused) {
        delete.setInt(1, id);
        delete.executeUpdate();
      }
    }
    return subjects;
  }

  /** These were deleted. */
  void forget(List<Subject> deleted) {
    deleted.forEach(numbers::remove);
  }

  int count() {
    return numbers.size();
  }

  /** The transaction was committed. */
  void settle() {
    next += unsettled.size();
    unsettled.clear();
  }

  /** The transaction was rolled back. */
  void takeBack() {
    unsettled.forEach(numbers::remove);
    unsettled.clear();
  }

  /** Those that a query is about, in their order. */
  SortedMap<Subject, Integer> of(HistoryQuery query) {
    SortedMap<Subject, Integer> wanted = new TreeMap<>();
    query
        .place()
        .<Map<Subject, Integer>>map(
            place ->
                numbers.subMap(new Subject.Node(place), true, new Subject.Pod(place), true))
        .orElse(numbers)
        .forEach(
        (subject, number) -> {
          if (query.concerns(subject)) {
            wanted.put(subject, number);
          }
        });
    return wanted;
  }
}
