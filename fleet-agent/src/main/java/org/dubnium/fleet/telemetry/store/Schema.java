package org.dubnium.fleet.telemetry.store;

import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.sqlite.Migrations;

/**
 * The tables, as each step made them. The first format packed its columns in another way: a file of it
 * is set aside.
 */
final class Schema {

  static final Migrations MIGRATIONS = new Migrations(List.of(second()), 1);

  /** What is read at start. */
  static final List<String> ESSENTIAL = List.of("metric", "entity", "journal", "clock");

  private Schema() {}

  private static List<String> second() {
    List<String> sql = new ArrayList<>();
    // Numbers of metrics, for what their names stand for.
    sql.add("CREATE TABLE metric (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT");
    // What is measured, as the text of a Subject.
    sql.add("CREATE TABLE entity (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE) STRICT");
    // Rounds of which some entity's rows are not sealed yet.
    sql.add("CREATE TABLE journal (round INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT");
    // By which time the past is deleted; one row.
    sql.add(
        """
        CREATE TABLE clock (
          id INTEGER PRIMARY KEY,
          believed INTEGER NOT NULL,
          doubted INTEGER NOT NULL
        ) STRICT""");
    for (String table : List.of("raw", "minute", "minute_part", "hour", "hour_part")) {
      // New rows come to the end and the oldest go, so that pages are filled and freed as a whole.
      sql.add(
          """
          CREATE TABLE %s (
            id INTEGER PRIMARY KEY,
            entity INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            data BLOB NOT NULL
          ) STRICT"""
              .formatted(table));
      sql.add("CREATE INDEX %1$s_of_entity ON %1$s (entity, last, first)".formatted(table));
      sql.add("CREATE INDEX %1$s_by_age ON %1$s (last)".formatted(table));
    }
    return sql;
  }
}
