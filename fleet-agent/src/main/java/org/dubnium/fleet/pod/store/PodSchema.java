package org.dubnium.fleet.pod.store;

import java.util.List;
import org.dubnium.fleet.sqlite.Migrations;

/** The migrations, oldest first. Money is in millionths of a dollar, times in milliseconds. */
final class PodSchema {

  static final Migrations MIGRATIONS = new Migrations(List.of(first(), second()));

  private PodSchema() {}

  private static List<String> first() {
    return List.of(
        """
        CREATE TABLE applied (
          fleet TEXT NOT NULL,
          name TEXT NOT NULL,
          declaration TEXT NOT NULL,
          actor TEXT NOT NULL,
          applied_at INTEGER NOT NULL,
          PRIMARY KEY (fleet, name)
        ) STRICT, WITHOUT ROWID""",
        // Since when the total of a declaration counts, whatever becomes of it.
        """
        CREATE TABLE first_applied (
          fleet TEXT NOT NULL,
          name TEXT NOT NULL,
          applied_at INTEGER NOT NULL,
          PRIMARY KEY (fleet, name)
        ) STRICT, WITHOUT ROWID""",
        """
        CREATE TABLE slots (
          fleet TEXT NOT NULL,
          declaration TEXT NOT NULL,
          slot INTEGER NOT NULL,
          wish TEXT,
          keep_until INTEGER,
          PRIMARY KEY (fleet, declaration, slot)
        ) STRICT, WITHOUT ROWID""",
        """
        CREATE TABLE intents (
          seq INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          fleet TEXT NOT NULL,
          gpu TEXT NOT NULL,
          expected INTEGER NOT NULL,
          rate INTEGER NOT NULL,
          content TEXT,
          opened_at INTEGER NOT NULL,
          state TEXT NOT NULL,
          pod_id TEXT,
          reason TEXT
        ) STRICT""",
        "CREATE TABLE condemned (name TEXT PRIMARY KEY, fleet TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE emptied (fleet TEXT PRIMARY KEY, actor TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE damage (only INTEGER PRIMARY KEY CHECK (only = 1), open INTEGER NOT NULL)"
            + " STRICT",
        """
        CREATE TABLE events (
          seq INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          actor TEXT NOT NULL,
          subject TEXT NOT NULL,
          action TEXT NOT NULL,
          outcome TEXT NOT NULL
        ) STRICT""",
        """
        CREATE TABLE cost_accounts (
          seq INTEGER PRIMARY KEY,
          pod_id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          rate INTEGER NOT NULL,
          until INTEGER NOT NULL,
          started_at INTEGER,
          billed INTEGER NOT NULL
        ) STRICT""",
        """
        CREATE TABLE cost_days (
          pod_id TEXT NOT NULL,
          day INTEGER NOT NULL,
          name TEXT NOT NULL,
          amount INTEGER NOT NULL,
          estimated INTEGER NOT NULL,
          PRIMARY KEY (pod_id, day)
        ) STRICT, WITHOUT ROWID""");
  }

  private static List<String> second() {
    return List.of(
        """
        CREATE TABLE phases (
          seq INTEGER PRIMARY KEY,
          fleet TEXT NOT NULL,
          name TEXT NOT NULL,
          phase TEXT NOT NULL,
          at INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX phases_by_name ON phases (name, seq)");
  }
}
