package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.sqlite.SqliteFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that wait for the next query: never more than a few, whoever asks how often. */
class ReadersTest {

  @TempDir private Path directory;
  private Readers readers = new Readers(file(Path.of("none")));

  private static SqliteFile file(Path path) {
    return new SqliteFile(path, "telemetry", Schema.MIGRATIONS, Schema.ESSENTIAL, config -> {});
  }

  @BeforeEach
  void make() throws Exception {
    Path path = directory.resolve("telemetry.db");
    new Fleet().open(path).close();
    readers = new Readers(file(path));
  }

  private List<Connection> borrow(int count) throws SQLException {
    List<Connection> borrowed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      borrowed.add(readers.borrow());
    }
    return borrowed;
  }

  private static int open(List<Connection> connections) throws SQLException {
    int open = 0;
    for (Connection connection : connections) {
      open += connection.isClosed() ? 0 : 1;
    }
    return open;
  }

  @Test
  void oneThatIsGivenBackIsUsedAgain() throws SQLException {
    Connection first = readers.borrow();
    readers.giveBack(first);
    assertSame(first, readers.borrow());
    assertNotSame(first, readers.borrow());
    assertFalse(first.isClosed());
    readers.close();
  }

  @Test
  void fourWaitAndTheRestIsClosed() throws SQLException {
    List<Connection> borrowed = borrow(6);
    borrowed.forEach(readers::giveBack);
    assertEquals(4, open(borrowed));
    readers.close();
    assertEquals(0, open(borrowed));
  }

  @Test
  void oneThatFailedDoesNotComeBack() throws SQLException {
    Connection failed = readers.borrow();
    readers.close(failed);
    assertTrue(failed.isClosed());
    assertNotSame(failed, readers.borrow());
    readers.close();
  }

  @Test
  void afterTheEndThoseInUseAreClosedWhenTheyComeBack() throws SQLException {
    Connection used = readers.borrow();
    readers.close();
    assertFalse(used.isClosed());
    readers.giveBack(used);
    assertTrue(used.isClosed());
    assertThrows(SQLException.class, readers::borrow);
  }
}
