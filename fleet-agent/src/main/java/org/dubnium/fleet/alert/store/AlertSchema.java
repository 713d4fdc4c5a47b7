package org.dubnium.fleet.alert.store;

import java.util.List;
import java.util.stream.Stream;
import org.dubnium.fleet.sqlite.Migrations;

/** The migrations, oldest first. */
final class AlertSchema {

  static final Migrations MIGRATIONS = new Migrations(List.of(first(), second(), third(), fourth()));

  private AlertSchema() {}

  private static List<String> first() {
    return List.of(
        """
        CREATE TABLE rules (
          id TEXT PRIMARY KEY,
          name TEXT NOT NULL,
          metric TEXT NOT NULL,
          condition TEXT NOT NULL,
          threshold REAL NOT NULL,
          duration INTEGER NOT NULL,
          node_filter TEXT,
          enabled INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          updated_at INTEGER NOT NULL
        ) STRICT""",
        "CREATE TABLE installed_rules (name TEXT PRIMARY KEY) STRICT",
        """
        CREATE TABLE held (
          rule_id TEXT NOT NULL,
          node TEXT NOT NULL,
          gpu INTEGER NOT NULL,
          metric TEXT NOT NULL,
          held INTEGER NOT NULL,
          told INTEGER NOT NULL,
          untold INTEGER NOT NULL,
          fired REAL,
          PRIMARY KEY (rule_id, node, gpu)
        ) STRICT, WITHOUT ROWID""",
        """
        CREATE TABLE events (
          seq INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          rule_id TEXT NOT NULL,
          rule_name TEXT NOT NULL,
          node TEXT NOT NULL,
          gpu INTEGER NOT NULL,
          metric TEXT NOT NULL,
          value REAL NOT NULL,
          threshold REAL NOT NULL,
          condition TEXT NOT NULL,
          detail TEXT,
          fired_at INTEGER NOT NULL,
          resolved_at INTEGER,
          acknowledged_at INTEGER
        ) STRICT""",
        "CREATE UNIQUE INDEX firing ON events (rule_id, node, gpu) WHERE resolved_at IS NULL",
        // Notices that are told together; the first of its kind for a channel is its own origin.
        """
        CREATE TABLE deliveries (
          id INTEGER PRIMARY KEY,
          uuid TEXT NOT NULL UNIQUE,
          channel TEXT NOT NULL,
          kind TEXT NOT NULL,
          origin INTEGER NOT NULL,
          attempts INTEGER NOT NULL DEFAULT 0,
          not_before INTEGER NOT NULL,
          state TEXT NOT NULL DEFAULT 'waiting'
        ) STRICT""",
        "CREATE INDEX waiting_deliveries ON deliveries (channel, not_before) WHERE state = 'waiting'",
        """
        CREATE TABLE notices (
          id INTEGER PRIMARY KEY,
          event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
          channel TEXT NOT NULL,
          kind TEXT NOT NULL,
          held_back INTEGER NOT NULL,
          at INTEGER NOT NULL,
          delivery INTEGER REFERENCES deliveries (id),
          state TEXT NOT NULL DEFAULT 'waiting'
        ) STRICT""",
        "CREATE INDEX fresh_notices ON notices (channel)"
            + " WHERE state = 'waiting' AND delivery IS NULL",
        "CREATE INDEX notices_of_event ON notices (event_id)",
        "CREATE INDEX notices_of_delivery ON notices (delivery)",
        """
        CREATE TABLE attempts (
          id INTEGER PRIMARY KEY,
          delivery INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
          at INTEGER NOT NULL,
          delivered INTEGER NOT NULL,
          outcome TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX attempts_of_delivery ON attempts (delivery)",
        // A delivery goes with the last of its notifications, which go with their events.
        """
        CREATE TRIGGER delivery_is_over AFTER DELETE ON notices WHEN old.delivery IS NOT NULL
        BEGIN
          DELETE FROM deliveries WHERE id = old.delivery
            AND NOT EXISTS (SELECT 1 FROM notices WHERE delivery = old.delivery);
        END""");
  }

  /** Why an alert ended, and which GPUs each node is known to have. */
  private static List<String> second() {
    return List.of(
        "ALTER TABLE events ADD COLUMN ending TEXT",
        "UPDATE events SET ending = 'resolved' WHERE resolved_at IS NOT NULL",
        """
        CREATE TABLE gpus (
          node TEXT NOT NULL,
          uuid TEXT NOT NULL,
          gpu INTEGER NOT NULL,
          PRIMARY KEY (node, uuid)
        ) STRICT, WITHOUT ROWID""");
  }

  /** A metric was renamed. */
  private static List<String> third() {
    return Stream.of("rules", "held", "events")
        .map(
            table ->
                "UPDATE " + table + " SET metric = 'repairs_given_up'"
                    + " WHERE metric = 'workload_tripped'")
        .toList();
  }

  /** What an alert is about is a subject: clusters were nodes by the name of one. */
  private static List<String> fourth() {
    String subject =
        "CASE WHEN metric GLOB 'slurm_*' THEN 'cluster:' || node"
            + " WHEN gpu >= 0 THEN 'gpu:' || node || '/' || gpu ELSE 'node:' || node END";
    return List.of(
        "DROP INDEX firing",
        "ALTER TABLE events ADD COLUMN subject TEXT NOT NULL DEFAULT ''",
        "UPDATE events SET subject = " + subject,
        "ALTER TABLE events DROP COLUMN node",
        "ALTER TABLE events DROP COLUMN gpu",
        "CREATE UNIQUE INDEX firing ON events (rule_id, subject) WHERE resolved_at IS NULL",
        "ALTER TABLE held RENAME TO held_of_nodes",
        """
        CREATE TABLE held (
          rule_id TEXT NOT NULL,
          subject TEXT NOT NULL,
          metric TEXT NOT NULL,
          held INTEGER NOT NULL,
          told INTEGER NOT NULL,
          untold INTEGER NOT NULL,
          fired REAL,
          PRIMARY KEY (rule_id, subject)
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO held SELECT rule_id, "
            + subject
            + ", metric, held, told, untold, fired FROM held_of_nodes",
        "DROP TABLE held_of_nodes");
  }
}
