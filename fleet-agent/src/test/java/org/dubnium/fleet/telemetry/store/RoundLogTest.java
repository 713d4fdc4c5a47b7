package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dubnium.fleet.telemetry.store.codec.ByteSink;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.RowState;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundLogTest {

  private final Memory memory = new Memory();
  private final OpenChunks open = new OpenChunks();
  private RoundLog journal;

  RoundLogTest() throws SQLException {}

  @BeforeEach
  void prepare() throws SQLException {
    journal = new RoundLog(memory.connection());
  }

  @AfterEach
  void close() throws SQLException {
    journal.close();
    assertEquals(0, memory.open());
    memory.close();
  }

  /** A round in which chunks of these entities begin, each with one row. */
  private static byte[] round(long time, double value, int... entities) {
    ByteSink packed = new ByteSink(0);
    packed.put(0);
    int before = 0;
    for (int entity : entities) {
      ByteSink row = new ByteSink(0);
      RowState.encode(new RowState(), false, time, new int[] {0}, new double[] {value}, row);
      packed.putSigned(entity - before);
      packed.putVarint(row.size() * 2L + 1);
      packed.putAll(row);
      before = entity;
    }
    return packed.toBytes();
  }

  private Set<Integer> entities() {
    return open.content(List.of(1, 2, 3)).keySet();
  }

  @Test
  void roundsComeBackInTheirOrder() throws SQLException, DamagedDataException {
    assertEquals(1, RoundLog.replay(memory.connection(), open));
    journal.add(8, round(2_000, 8, 2));
    journal.add(7, round(1_000, 7, 1, 2));
    assertEquals(9, RoundLog.replay(memory.connection(), open));
    assertEquals(Set.of(1, 2), entities());
    OpenChunk second = open.find(2);
    Samples samples =
        second == null
            ? new Samples()
            : second.content().samples(every -> true).getOrDefault(0, new Samples());
    assertEquals(1, samples.size(), "the later one began anew");
    assertEquals(8, samples.value(0));
  }

  @Test
  void roundsThatAreNotNeededAreDropped() throws SQLException {
    for (int round = 1; round <= 5; round++) {
      journal.add(round, round(round, round, 1));
    }
    journal.dropBefore(4);
    assertEquals(2, memory.number("SELECT count(*) FROM journal"));
    assertEquals(4, memory.number("SELECT min(round) FROM journal"));
  }

  /** A thousand nodes: longer than any buffer on the way. */
  @Test
  void aLongRoundComesBack() throws SQLException, DamagedDataException {
    Random random = new Random(6);
    int[] entities = new int[20_000];
    for (int i = 0; i < entities.length; i++) {
      entities[i] = 1 + random.nextInt(1_000_000);
    }
    entities[entities.length - 1] = 3;
    journal.add(1, round(1_000, random.nextDouble(), entities));
    RoundLog.replay(memory.connection(), open);
    assertEquals(Set.of(3), entities());
  }

  @Test
  void whatIsPackedIsShort() throws SQLException {
    int[] entities = new int[1_000];
    for (int i = 0; i < entities.length; i++) {
      entities[i] = i + 1;
    }
    byte[] round = round(1_000, 5, entities);
    journal.add(1, round);
    long packed = memory.number("SELECT length(rows) FROM journal");
    assertTrue(packed * 4 < round.length, () -> packed + " of " + round.length);
  }

  @Test
  void whatComesAfterARoundThatIsCutOffCounts() throws SQLException {
    journal.add(1, round(1_000, 1, 1));
    journal.add(2, round(1_000, 1, 2));
    journal.add(3, round(2_000, 3, 3));
    memory.run("UPDATE journal SET rows = substr(rows, 1, 9) WHERE round = 2");
    assertEquals(4, RoundLog.replay(memory.connection(), open));
    assertEquals(Set.of(3), entities());
  }

  @Test
  void theLastRoundMayBeTheDamagedOne() throws SQLException {
    journal.add(1, round(1_000, 1, 1));
    journal.add(2, round(1_000, 1, 2));
    memory.run("UPDATE journal SET rows = x'ffff' WHERE round = 2");
    assertEquals(3, RoundLog.replay(memory.connection(), open));
    assertEquals(Set.of(), entities());
  }
}
