package org.dubnium.fleet.pod.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.dubnium.fleet.sqlite.Query;
import org.dubnium.fleet.sqlite.Session;

/** Whether the file took the place of a damaged one, whose pods may not all be listed yet. */
final class DamageTable {

  private boolean earlier;

  /**
   * Before the file is opened.
   *
   * @throws IOException if it cannot be looked at
   */
  DamageTable(Path path) throws IOException {
    earlier = Files.exists(path) && Files.size(path) > 0;
  }

  /** Marks a new file; of one that was there before, what it says stands. */
  boolean prepare(Session session) throws SQLException {
    Query.update(
        session, "INSERT OR IGNORE INTO damage (only, open) VALUES (1, ?)", earlier ? 1 : 0);
    // Any other file that is begun while this one is in use takes its place.
    earlier = true;
    return true;
  }

  static boolean isOpen(Session session) throws SQLException {
    return Query.list(session, "SELECT open FROM damage", row -> row.getBoolean("open"))
        .contains(true);
  }

  static void over(Session session) throws SQLException {
    Query.update(session, "UPDATE damage SET open = 0");
  }
}
