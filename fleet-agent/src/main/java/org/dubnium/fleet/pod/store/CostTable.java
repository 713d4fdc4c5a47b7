package org.dubnium.fleet.pod.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.dubnium.fleet.pod.Cost;
import org.dubnium.fleet.pod.CostAccount;
import org.dubnium.fleet.pod.DayCost;
import org.dubnium.fleet.pod.PodName;
import org.dubnium.fleet.pod.Usd;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** What pods have cost. Days are those since 1970 began. */
final class CostTable {

  /** Days of which the cost is kept. */
  private static final int KEPT_DAYS = 800;

  /** Pods whose account is kept although they are not billed any longer. */
  private static final int KEPT_ACCOUNTS = 1_000;

  private CostTable() {}

  static List<CostAccount> accounts(Session session) throws SQLException {
    return Query.list(session, "SELECT * FROM cost_accounts", CostTable::account);
  }

  static List<DayCost> days(Session session) throws SQLException {
    return Query.list(session, "SELECT * FROM cost_days", CostTable::day);
  }

  static void put(Session session, CostAccount account) throws SQLException {
    Query.update(
        session,
        "INSERT INTO cost_accounts (pod_id, name, rate, until, started_at, billed)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pod_id) DO UPDATE SET name = excluded.name,"
            + " rate = excluded.rate, until = excluded.until, started_at = excluded.started_at,"
            + " billed = excluded.billed",
        account.podId(),
        account.name().toString(),
        account.rate().micros(),
        account.until().toEpochMilli(),
        account.startedAt().map(Instant::toEpochMilli).orElse(null),
        account.isBilled());
  }

  static void put(Session session, DayCost cost) throws SQLException {
    Query.update(
        session,
        "INSERT OR REPLACE INTO cost_days (pod_id, day, name, amount, estimated)"
            + " VALUES (?, ?, ?, ?, ?)",
        cost.podId(),
        cost.day().toEpochDay(),
        cost.name().toString(),
        cost.cost().amount().micros(),
        cost.cost().estimated().micros());
  }

  static void prune(Session session) throws SQLException {
    Query.update(
        session,
        "DELETE FROM cost_days WHERE day < (SELECT max(day) FROM cost_days) - ?",
        KEPT_DAYS);
    Query.update(
        session,
        "DELETE FROM cost_accounts WHERE billed = 0"
            + " AND seq <= (SELECT max(seq) FROM cost_accounts) - ?",
        KEPT_ACCOUNTS);
  }

  private static CostAccount account(ResultSet row) throws SQLException {
    long started = row.getLong("started_at");
    Optional<Instant> startedAt =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(started));
    return new CostAccount(
        row.getString("pod_id"),
        name(row),
        new Usd(row.getLong("rate")),
        Instant.ofEpochMilli(row.getLong("until")),
        startedAt,
        row.getBoolean("billed"));
  }

  private static DayCost day(ResultSet row) throws SQLException {
    return new DayCost(
        row.getString("pod_id"),
        name(row),
        LocalDate.ofEpochDay(row.getLong("day")),
        new Cost(new Usd(row.getLong("amount")), new Usd(row.getLong("estimated"))));
  }

  private static PodName name(ResultSet row) throws SQLException {
    return PodName.parse(row.getString("name"))
        .orElseThrow(() -> new SQLException("the database names a pod that is not of a fleet"));
  }
}
