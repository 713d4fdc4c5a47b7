package org.dubnium.fleet.alert;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, version by version: {@code user_version} says how many of the steps were taken. */
final class AlertSchema {

  private static final List<String> STEPS =
      List.of(
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
          ) STRICT;
          CREATE TABLE installed_rules (name TEXT PRIMARY KEY) STRICT;
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
          ) STRICT, WITHOUT ROWID;
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
          ) STRICT;
          CREATE UNIQUE INDEX firing ON events (rule_id, node, gpu) WHERE resolved_at IS NULL;
          CREATE TABLE notices (
            id INTEGER PRIMARY KEY,
            event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
            channel TEXT NOT NULL,
            kind TEXT NOT NULL,
            held_back INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            not_before INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
          ) STRICT;
          CREATE INDEX waiting ON notices (channel, not_before) WHERE state = 'waiting';
          CREATE INDEX notices_of_event ON notices (event_id);
          CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            notice_id INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            delivered INTEGER NOT NULL,
            outcome TEXT NOT NULL
          ) STRICT;
          CREATE INDEX attempts_of_notice ON attempts (notice_id);
          """);

  private AlertSchema() {}

  /**
   * Brings a database up to date, each step in a transaction of its own.
   *
   * @return the version that it has; above {@link #version} for one that a later Dubnium wrote
   */
  static int migrate(Connection connection) throws SQLException {
    int version = userVersion(connection);
    for (; version < STEPS.size(); version++) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "BEGIN IMMEDIATE;"
                + STEPS.get(version)
                + "PRAGMA user_version = "
                + (version + 1)
                + "; COMMIT");
      }
    }
    return version;
  }

  static int version() {
    return STEPS.size();
  }

  private static int userVersion(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }
}
