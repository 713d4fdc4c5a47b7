package org.dubnium.fleet.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;
import org.dubnium.fleet.domain.NodeId;

/**
 * What number stands for which GPU or node. One thread gives numbers; any may ask. A number that was
 * given in a transaction which then failed is taken back.
 */
final class Entities {

  /** In the place of a GPU's index: the node as a whole. */
  private static final int WHOLE = -1;

  private static final int MOST_DELETED = 1_000;

  private static final String UNUSED =
      "SELECT id, node, gpu FROM entity"
          + " WHERE NOT EXISTS (SELECT 1 FROM raw WHERE raw.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM minute WHERE minute.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM minute_part WHERE minute_part.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM hour WHERE hour.entity = entity.id)"
          + " AND NOT EXISTS (SELECT 1 FROM hour_part WHERE hour_part.entity = entity.id)";

  /**
   * A GPU, or a node as a whole, which comes before its GPUs.
   *
   * @param gpu index, or {@link #WHOLE}
   */
  record Name(NodeId node, int gpu) implements Comparable<Name> {

    private static final Comparator<Name> ORDER =
        Comparator.comparing(Name::node).thenComparingInt(Name::gpu);

    static Name of(NodeId node) {
      return new Name(node, WHOLE);
    }

    boolean isGpu() {
      return gpu != WHOLE;
    }

    OptionalInt index() {
      return isGpu() ? OptionalInt.of(gpu) : OptionalInt.empty();
    }

    @Override
    public int compareTo(Name other) {
      return ORDER.compare(this, other);
    }
  }

  private final NavigableMap<Name, Integer> numbers = new ConcurrentSkipListMap<>();
  private final List<Name> unsettled = new ArrayList<>();
  private int next = 1;

  private Entities() {}

  static Entities load(Connection connection) throws SQLException {
    Entities loaded = new Entities();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, node, gpu FROM entity")) {
      while (row.next()) {
        loaded.next = Math.max(loaded.next, row.getInt(1) + 1);
        loaded.numbers.put(new Name(new NodeId(row.getString(2)), row.getInt(3)), row.getInt(1));
      }
    }
    return loaded;
  }

  /** The number of a GPU or node, given now if it has none. */
  int number(Connection connection, Name name) throws SQLException {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int given = next + unsettled.size();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO entity (id, node, gpu) VALUES (?, ?, ?)")) {
      insert.setInt(1, given);
      insert.setString(2, name.node().value());
      insert.setInt(3, name.gpu());
      insert.executeUpdate();
    }
    numbers.put(name, given);
    unsettled.add(name);
    return given;
  }

  /**
   * Deletes those of which nothing is kept any more, not too many at once: a GPU or node that was not
   * seen for as long as the longest tier is kept. They are forgotten by {@link #forget} once the
   * transaction was committed.
   *
   * @param open numbers of those of which something is held in memory
   */
  List<Name> deleteUnused(Connection connection, IntPredicate open) throws SQLException {
    List<Name> unused = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(UNUSED);
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM entity WHERE id = ?")) {
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && unused.size() < MOST_DELETED) {
          if (!open.test(row.getInt(1))) {
            unused.add(new Name(new NodeId(row.getString(2)), row.getInt(3)));
          }
        }
      }
      for (Name name : unused) {
        delete.setInt(1, numbers.getOrDefault(name, 0));
        delete.executeUpdate();
      }
    }
    return unused;
  }

  /** These were deleted. */
  void forget(List<Name> deleted) {
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

  /**
   * In their order, of one node or of all.
   *
   * @param gpu those of that index; empty for all GPUs, and the node as a whole
   */
  SortedMap<Name, Integer> of(Optional<NodeId> node, OptionalInt gpu) {
    SortedMap<Name, Integer> all =
        node.<SortedMap<Name, Integer>>map(
                one -> numbers.subMap(Name.of(one), true, new Name(one, Integer.MAX_VALUE), true))
            .orElse(numbers);
    if (gpu.isEmpty()) {
      return all;
    }
    SortedMap<Name, Integer> wanted = new TreeMap<>();
    all.forEach(
        (name, number) -> {
          if (name.index().equals(gpu)) {
            wanted.put(name, number);
          }
        });
    return wanted;
  }
}
