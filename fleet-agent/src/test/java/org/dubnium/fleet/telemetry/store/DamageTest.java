package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.dubnium.fleet.telemetry.HistoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamageTest {

  @TempDir private Path directory;
  private final Fleet fleet = new Fleet();

  private Path file() {
    return directory.resolve("telemetry.db");
  }

  enum Kind {
    NO_DATABASE,
    GARBAGE_FROM_THE_SECOND_PAGE,
    TRUNCATED,
    HEADER_GONE
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedFileIsSetAsideAndLifeGoesOn(Kind kind) throws HistoryException, IOException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(2_000));
    }
    damage(kind);
    byte[] damaged = Files.readAllBytes(file());
    try (SqliteHistory history = fleet.open(file())) {
      assertEquals(List.of(), Fleet.temperatures(history));
      fleet.temperatures(history, 1, 2, 3);
      assertArrayEquals(new double[] {1, 2, 3}, Fleet.values(Fleet.temperatures(history)));
    }
    List<Path> aside = aside();
    assertEquals(1, aside.size());
    assertArrayEquals(damaged, Files.readAllBytes(aside.getFirst()), "it is kept as it was");
  }

  private void damage(Kind kind) throws IOException {
    Random random = new Random(3);
    byte[] garbage = new byte[100_000];
    random.nextBytes(garbage);
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      switch (kind) {
        case NO_DATABASE -> {
          bytes.setLength(0);
          bytes.write(garbage);
        }
        case GARBAGE_FROM_THE_SECOND_PAGE -> {
          bytes.seek(16_384);
          bytes.write(garbage);
        }
        case TRUNCATED -> bytes.setLength(bytes.length() / 2);
        case HEADER_GONE -> bytes.write(garbage, 0, 4_096);
      }
    }
  }

  private List<Path> aside() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(path -> path.toString().contains(".damaged-")).toList();
    }
  }

  @Test
  void damageThatARoundMeetsIsNoEndEither() throws HistoryException, IOException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(500));
    }
    Fleet other = new Fleet();
    try (SqliteHistory history = other.open(file())) {
      Files.copy(file(), directory.resolve("sound.db"));
      try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
        byte[] garbage = new byte[(int) bytes.length() - 16_384];
        Arrays.fill(garbage, (byte) 0xa5);
        bytes.seek(16_384);
        bytes.write(garbage);
      }
      other.temperatures(history, Fleet.many(400));
      assertTrue(Fleet.temperatures(history).size() > 0);
    }
    assertEquals(1, aside().stream().filter(path -> path.toString().endsWith("Z")).count());
  }

  @Test
  void aRoundOfTheJournalThatIsDamagedCostsWhatIsNotSealed()
      throws HistoryException, SQLException, IOException {
    double[] all = Fleet.many(400);
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, all);
    }
    Sql.run(file(), "UPDATE journal SET rows = x'00ff' WHERE round = 390");
    try (SqliteHistory history = fleet.open(file())) {
      double[] left = Fleet.values(Fleet.temperatures(history));
      assertArrayEquals(Arrays.copyOf(all, left.length), left);
      assertTrue(left.length >= 200, () -> "what is sealed is there: " + left.length);
      fleet.temperatures(history, 7);
      assertEquals(left.length + 1, Fleet.temperatures(history).size());
    }
    assertEquals(List.of(), aside());
  }

  @Test
  void aRowThatIsDamagedIsPassedOver() throws HistoryException, SQLException, IOException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, Fleet.many(1_000));
    }
    Sql.run(file(), "UPDATE raw SET data = x'63' WHERE id = (SELECT min(id) + 1 FROM raw)");
    try (SqliteHistory history = fleet.open(file())) {
      int left = Fleet.temperatures(history).size();
      assertTrue(left >= 850 && left < 1_000, () -> left + " are left");
    }
    assertEquals(List.of(), aside());
  }

  @Test
  void whatANewerProgramWroteIsRefusedAndLeftAlone()
      throws HistoryException, SQLException, IOException {
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 1, 2);
    }
    Sql.run(file(), "PRAGMA user_version = 99");
    byte[] before = Files.readAllBytes(file());
    HistoryException refused = assertThrows(HistoryException.class, () -> fleet.open(file()));
    assertEquals(
        "cannot use the telemetry in "
            + file()
            + ": it has version 99, and this program knows 2; upgrade the program, or move the file"
            + " away",
        refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertEquals(List.of(), aside());
  }

  @Test
  void anEmptyFileIsANewOne() throws HistoryException, IOException {
    Files.createFile(file());
    try (SqliteHistory history = fleet.open(file())) {
      fleet.temperatures(history, 1);
      assertEquals(1, Fleet.temperatures(history).size());
    }
    assertEquals(List.of(), aside());
  }
}
