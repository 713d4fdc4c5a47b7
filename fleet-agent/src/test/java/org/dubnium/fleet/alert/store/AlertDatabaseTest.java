package org.dubnium.fleet.alert.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dubnium.fleet.alert.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All or nothing, whatever goes wrong; and afterwards it goes on. */
class AlertDatabaseTest {

  /** A full write before a transaction is said to be done: sqlite.org/pragma.html#pragma_synchronous. */
  private static final int FULL = 2;

  @TempDir private Path parent;
  private final ManualClock clock = new ManualClock();
  private Path directory;
  private AlertDatabase database;

  @BeforeEach
  void open() throws Exception {
    directory = Files.createDirectories(parent.resolve("state"));
    database = AlertDatabase.open(file(), clock, session -> true);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Path file() {
    return directory.resolve("alerts.db");
  }

  private void keep(String... names) throws AlertStoreException {
    var _ =
        database.transact(
            session -> {
              for (String name : names) {
                Sql.update(session, "INSERT INTO installed_rules (name) VALUES (?)", name);
              }
              return names.length;
            });
  }

  private List<String> kept() throws AlertStoreException {
    return database.read(
        session ->
            Sql.list(
                session,
                "SELECT name FROM installed_rules ORDER BY name",
                row -> row.getString("name")));
  }

  @Test
  void whatFailsIsTakenBackAsAWhole() throws Exception {
    keep("a");
    assertThrows(AlertStoreException.class, () -> keep("b", "c", "a"));
    assertEquals(List.of("a"), kept());
    keep("b");
    assertEquals(List.of("a", "b"), kept());
  }

  @Test
  void aDefectLeavesNothingBehind() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            database.transact(
                session -> {
                  Sql.update(session, "INSERT INTO installed_rules (name) VALUES ('a')");
                  throw new IllegalStateException("a defect");
                }));
    assertEquals(List.of(), kept());
    keep("b");
    assertEquals(List.of("b"), kept());
  }

  private long absolute(long of) throws AlertStoreException {
    return database.read(session -> Sql.number(session, "SELECT abs(?)", of));
  }

  /** SQLite has no absolute value of the least number: sqlite.org/lang_corefunc.html#abs. */
  @Test
  void aQuestionThatFailedCanBeAskedAgain() throws Exception {
    assertThrows(AlertStoreException.class, () -> absolute(Long.MIN_VALUE));
    assertEquals(7, absolute(-7));
  }

  @Test
  void whatIsDoneOutlivesALossOfPower() throws Exception {
    assertEquals(FULL, (long) database.read(session -> Sql.number(session, "PRAGMA synchronous")));
  }

  @Test
  void onceClosedItLetsGoOfTheFileAndRefuses() throws Exception {
    keep("a");
    Path log = directory.resolve("alerts.db-wal");
    assertTrue(Files.exists(log));
    database.close();
    assertFalse(Files.exists(log), "all is in the one file");
    String why =
        String.valueOf(assertThrows(AlertStoreException.class, () -> keep("b")).getMessage());
    assertTrue(why.startsWith("cannot keep alerts in " + file() + ": it is closed"), why);
    why = String.valueOf(assertThrows(AlertStoreException.class, this::kept).getMessage());
    assertTrue(why.startsWith("cannot read alerts in " + file() + ": it is closed"), why);
    assertEquals(0, database.recoveries());
  }

  private void damage() throws Exception {
    keep(
        IntStream.range(0, 5_000)
            .mapToObj(i -> "a rule of a name that takes some room, " + i)
            .toArray(String[]::new));
    database.close();
    open();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      byte[] noise = new byte[(int) bytes.length() - 4_096];
      new Random(1).nextBytes(noise);
      bytes.seek(4_096);
      bytes.write(noise);
    }
  }

  /** Files of such a name that this process has open, below this test's directory. */
  private List<String> openedOf(String name) throws IOException {
    List<String> opened = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors) {
        try {
          String file = Files.readSymbolicLink(descriptor).toString();
          if (file.startsWith(directory.toRealPath().toString()) && file.contains(name)) {
            opened.add(file);
          }
        } catch (NoSuchFileException closed) {
          // It was open a moment ago: that of the listing itself, for one.
        }
      }
    }
    return opened;
  }

  @Test
  void damageThatIsMetBeginsANewFile() throws Exception {
    damage();
    assertThrows(AlertStoreException.class, this::kept);
    assertEquals(1, database.recoveries());
    assertEquals(List.of(), openedOf("damaged"), "whoever removes it gets its room back");
    assertEquals(List.of(), kept());
    keep("a");
    assertEquals(List.of("a"), kept());
  }

  @Test
  void aNewFileThatCannotBeBegunIsBegunLater() throws Exception {
    damage();
    Path away = parent.resolve("away");
    Files.move(directory, away);
    for (int i = 0; i < 2; i++) {
      assertThrows(AlertStoreException.class, this::kept);
      assertThrows(AlertStoreException.class, () -> keep("a"));
    }
    assertEquals(0, database.recoveries());
    Files.move(away, directory);
    String why = String.valueOf(assertThrows(AlertStoreException.class, this::kept).getMessage());
    assertTrue(why.contains("no new file could be begun yet"), why);
    assertEquals(1, database.recoveries());
    keep("a");
    assertEquals(List.of("a"), kept());
  }

  /** As an older version of this program finds them after a newer one was there. */
  @ParameterizedTest
  @ValueSource(strings = {"metric", "condition", "kind"})
  void aStoredWordThatIsNotKnownIsAnErrorInWords(String column) {
    AlertStoreException unknown =
        assertThrows(
            AlertStoreException.class,
            () ->
                database.read(
                    session ->
                        Sql.list(
                            session,
                            "SELECT 'colour' AS " + column,
                            row ->
                                switch (column) {
                                  case "metric" -> Sql.metric(row);
                                  case "condition" -> Sql.condition(row);
                                  default -> Sql.kind(row);
                                })));
    assertTrue(
        String.valueOf(unknown.getMessage()).contains("names a " + column + " that is unknown"),
        unknown.getMessage());
  }

  @Test
  void aQuestionWithoutAnAnswerIsAnErrorInWords() {
    AlertStoreException none =
        assertThrows(
            AlertStoreException.class,
            () -> database.read(session -> Sql.number(session, "SELECT 1 WHERE 1 = 2")));
    assertTrue(String.valueOf(none.getMessage()).contains("has no answer to"), none.getMessage());
  }
}
