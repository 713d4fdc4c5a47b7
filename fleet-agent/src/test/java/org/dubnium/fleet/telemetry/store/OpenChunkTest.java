package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dubnium.fleet.telemetry.store.codec.ByteSink;
import org.dubnium.fleet.telemetry.store.codec.ByteSource;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.RowState;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.junit.jupiter.api.Test;

/** Rows on their way into a tier. */
class OpenChunkTest {

  private static final long TIME = 1_800_000_000_000L;
  private static final int[] TWO = {0, 2};

  static void append(OpenChunk chunk, long time, double value)
      throws DamagedDataException {
    ByteSink row = new ByteSink(0);
    RowState.encode(chunk.state(), false, time, TWO, new double[] {value, -value}, row);
    chunk.append(new ByteSource(row.toBytes()));
  }

  private static OpenChunk chunk(int entity, long begin, int rows) throws DamagedDataException {
    OpenChunk chunk = new OpenChunk(entity, begin);
    for (int i = 0; i < rows; i++) {
      append(chunk, TIME + i, i);
    }
    return chunk;
  }

  /** Rows after which a chunk is due, within a moment. */
  private static int enough(int entity, long begin) throws DamagedDataException {
    OpenChunk chunk = new OpenChunk(entity, begin);
    int rows = 0;
    while (!chunk.isDue(begin, TIME)) {
      append(chunk, TIME, rows++);
    }
    return rows;
  }

  @Test
  void ninetyToAHundredAndFiftyRowsAreEnough() throws DamagedDataException {
    Set<Integer> seen = new HashSet<>();
    for (int begin = 0; begin < 1_000; begin++) {
      seen.add(enough(1, begin));
    }
    assertEquals(Set.copyOf(IntStream.range(90, 150).boxed().toList()), seen);
  }

  @Test
  void neighboursAreSealedTogetherAndOthersAtOtherTimes() throws DamagedDataException {
    Set<Integer> ofGroups = new HashSet<>();
    for (int group = 0; group < 30; group++) {
      int enough = enough(group * 64, 7);
      assertEquals(enough, enough(group * 64 + 63, 7));
      ofGroups.add(enough);
    }
    assertTrue(ofGroups.size() > 10, ofGroups::toString);
  }

  @Test
  void aGpuThatIsGoneKeepsTheJournalForSoManyRoundsAtMost() throws DamagedDataException {
    OpenChunk chunk = chunk(1, 1_000, 1);
    assertFalse(chunk.isDue(1_479, TIME));
    assertTrue(chunk.isDue(1_480, TIME));
  }

  @Test
  void noChunkSpansMoreThanSixHoursWhicheverWayTheClockWent() throws DamagedDataException {
    long six = Duration.ofHours(6).toMillis();
    OpenChunk chunk = chunk(1, 1, 1);
    assertFalse(chunk.isDue(2, TIME + six - 1));
    assertTrue(chunk.isDue(2, TIME + six));
    assertFalse(chunk.isDue(2, TIME - six + 1));
    assertTrue(chunk.isDue(2, TIME - six));
    append(chunk, TIME - six, 3);
    assertTrue(chunk.isDue(2, TIME - 1), "it spans them already");
  }

  @Test
  void whatWasSeenIsNotChangedByLaterRows() throws DamagedDataException {
    OpenChunk chunk = chunk(1, 1, 5);
    OpenChunk.Content content = chunk.content();
    for (int i = 5; i < 400; i++) {
      append(chunk, TIME + i, i / 3.0);
    }
    assertEquals(5, size(content, 0));
    assertEquals(400, size(chunk.content(), 0));
    assertEquals(400, size(chunk.content(), 2));
    Samples first = chunk.content().samples(metric -> metric == 0).getOrDefault(0, new Samples());
    assertEquals(TIME + 399, first.time(399));
    assertEquals(399 / 3.0, first.value(399));
    assertEquals(Set.of(2), chunk.content().samples(metric -> metric == 2).keySet());
  }

  private static int size(OpenChunk.Content content, int metric) throws DamagedDataException {
    return content.samples(every -> true).getOrDefault(metric, new Samples()).size();
  }

  private static byte[] round(List<Integer> sealed, int... entities) throws DamagedDataException {
    ByteSink packed = new ByteSink(0);
    packed.putVarint(sealed.size());
    sealed.forEach(packed::putVarint);
    int before = 0;
    for (int entity : entities) {
      ByteSink row = new ByteSink(0);
      RowState.encode(new RowState(), true, TIME, new int[] {0}, new double[1], row);
      packed.putSigned(entity - before);
      packed.putVarint(row.size() * 2L + 1);
      packed.putAll(row);
      before = entity;
    }
    return packed.toBytes();
  }

  @Test
  void theJournalIsNeededFromTheOldestChunkThatStaysOpen() throws DamagedDataException {
    OpenChunks open = new OpenChunks();
    assertEquals(9, open.needed(List.of(), 9));
    open.apply(3, round(List.of(), 70, 5));
    open.apply(4, round(List.of(), 6));
    assertEquals(3, open.needed(List.of(), 9));
    List<OpenChunk> due = open.due(483, TIME);
    assertEquals(List.of(5, 70), due.stream().map(OpenChunk::entity).toList(), "in their order");
    assertEquals(4, open.needed(due, 483));
    assertEquals(3, open.needed(due, 3), "and never a later one than this");
    open.apply(483, round(List.of(5, 70), 5));
    assertEquals(4, open.needed(List.of(), 484));
    assertEquals(Set.of(5, 6), open.content(List.of(5, 6, 70)).keySet());
    assertEquals(Set.of(6), open.content(List.of(6, 8)).keySet());
    open.clear();
    assertEquals(new TreeMap<>(), new TreeMap<>(open.content(List.of(5, 6))));
  }

  /** As after a damaged round: the rest of a chunk whose beginning is lost. */
  @Test
  void aRowOfAChunkThatNobodyKnowsIsPassedOver() throws DamagedDataException {
    OpenChunks open = new OpenChunks();
    ByteSink packed = new ByteSink(0);
    packed.putVarint(0);
    packed.putSigned(5);
    packed.putVarint(2 * 3);
    packed.putBytes(new byte[] {1, 2, 3}, 0, 3);
    open.apply(1, packed.toBytes());
    assertEquals(Set.of(), open.content(List.of(5)).keySet());
  }
}
