package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.sqlite.Session;
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

  private List<Session> borrow(int count) throws SQLException {
    List<Session> borrowed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      borrowed.add(readers.borrow());
    }
    return borrowed;
  }

  private static int open(List<Session> sessions) throws SQLException {
    int open = 0;
    for (Session session : sessions) {
      open += session.connection().isClosed() ? 0 : 1;
    }
    return open;
  }

  @Test
  void oneThatIsGivenBackIsUsedAgain() throws SQLException {
    Session first = readers.borrow();
    readers.giveBack(first);
    assertSame(first, readers.borrow());
    assertNotSame(first, readers.borrow());
    assertFalse(first.connection().isClosed());
    readers.close();
  }

  @Test
  void fourWaitAndTheRestIsClosed() throws SQLException {
    List<Session> borrowed = borrow(6);
    borrowed.forEach(readers::giveBack);
    assertEquals(4, open(borrowed));
    readers.close();
    assertEquals(0, open(borrowed));
  }

  @Test
  void oneThatFailedDoesNotComeBack() throws SQLException {
    Session failed = readers.borrow();
    readers.close(failed);
    assertTrue(failed.connection().isClosed());
    assertNotSame(failed, readers.borrow());
    readers.close();
  }

  @Test
  void afterTheEndThoseInUseAreClosedWhenTheyComeBack() throws SQLException {
    Session used = readers.borrow();
    readers.close();
    assertFalse(used.connection().isClosed());
    readers.giveBack(used);
    assertTrue(used.connection().isClosed());
    assertThrows(SQLException.class, readers::borrow);
  }
}
