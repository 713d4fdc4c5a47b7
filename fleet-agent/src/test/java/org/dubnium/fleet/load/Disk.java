package org.dubnium.fleet.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** What is on the disk. */
final class Disk {

  private static final double MEGA = 1e6;

  private Disk() {}

  /** Of all files below a folder whose names begin so. */
  static double megabytes(Path folder, String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
              .filter(file -> String.valueOf(file.getFileName()).startsWith(name))
              .mapToLong(file -> file.toFile().length())
              .sum()
          / MEGA;
    }
  }

  /** Bytes of a SQLite file that are in use: what is free in it is used again before it grows. */
  static long inUse(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return (number(statement, "PRAGMA page_count") - number(statement, "PRAGMA freelist_count"))
          * number(statement, "PRAGMA page_size");
    }
  }

  /** Bytes of the column that holds a tier's readings. */
  static long payload(Path file, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return number(statement, "SELECT coalesce(sum(length(data)), 0) FROM " + table);
    }
  }

  private static long number(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      return row.getLong(1);
    }
  }
}
