package org.dubnium.fleet.pod.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dubnium.fleet.pod.Selection;
import org.dubnium.fleet.pod.SlotId;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** What people want of slots. */
final class SlotTable {

  private record Entry<T>(SlotId slot, T value) {}

  private SlotTable() {}

  static Map<SlotId, SlotWish> wishes(Session session, String fleet) throws SQLException {
    Map<SlotId, SlotWish> wishes = new TreeMap<>();
    for (Entry<SlotWish> entry :
        Query.list(
            session,
            "SELECT * FROM slots WHERE fleet = ? AND wish IS NOT NULL",
            row -> new Entry<>(slot(row), wish(row)),
            fleet)) {
      wishes.put(entry.slot(), entry.value());
    }
    return wishes;
  }

  static Map<SlotId, Instant> keeps(Session session, String fleet) throws SQLException {
    Map<SlotId, Instant> keeps = new TreeMap<>();
    for (Entry<Instant> entry :
        Query.list(
            session,
            "SELECT * FROM slots WHERE fleet = ? AND keep_until IS NOT NULL",
            row -> new Entry<>(slot(row), Instant.ofEpochMilli(row.getLong("keep_until"))),
            fleet)) {
      keeps.put(entry.slot(), entry.value());
    }
    return keeps;
  }

  static void wish(Session session, String fleet, SlotId slot, SlotWish wish)
      throws SQLException {
    Query.update(
        session,
        "INSERT INTO slots (fleet, declaration, slot, wish) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET wish = excluded.wish",
        fleet,
        slot.declaration(),
        slot.index(),
        wish.word());
  }

  static void keep(Session session, String fleet, SlotId slot, Optional<Instant> until)
      throws SQLException {
    Query.update(
        session,
        "INSERT INTO slots (fleet, declaration, slot, keep_until) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET keep_until = excluded.keep_until",
        fleet,
        slot.declaration(),
        slot.index(),
        until.map(Instant::toEpochMilli).orElse(null));
  }

  /** Slots of the selection that were to have no pod are to have one again. */
  static void forgetDestroyed(Session session, String fleet, Selection selection)
      throws SQLException {
    for (Map.Entry<SlotId, SlotWish> wish : wishes(session, fleet).entrySet()) {
      SlotId slot = wish.getKey();
      if (wish.getValue() == SlotWish.DESTROYED && selection.includes(slot.declaration())) {
        Query.update(
            session,
            "DELETE FROM slots WHERE fleet = ? AND declaration = ? AND slot = ?",
            fleet,
            slot.declaration(),
            slot.index());
      }
    }
  }

  static void clear(Session session, String fleet) throws SQLException {
    Query.update(session, "DELETE FROM slots WHERE fleet = ?", fleet);
  }

  private static SlotWish wish(ResultSet row) throws SQLException {
    try {
      return SlotWish.valueOf(row.getString("wish").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new SQLException("the database names a wish that is unknown", e);
    }
  }

  private static SlotId slot(ResultSet row) throws SQLException {
    try {
      return new SlotId(row.getString("declaration"), row.getInt("slot"));
    } catch (IllegalArgumentException e) {
      throw new SQLException("the database names a slot that cannot be", e);
    }
  }
}
