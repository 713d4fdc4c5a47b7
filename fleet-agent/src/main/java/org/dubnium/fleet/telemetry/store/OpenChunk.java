package org.dubnium.fleet.telemetry.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.dubnium.fleet.telemetry.store.codec.ByteSource;
import org.dubnium.fleet.telemetry.store.codec.DamagedDataException;
import org.dubnium.fleet.telemetry.store.codec.RowState;
import org.dubnium.fleet.telemetry.store.codec.Samples;

/** The latest rows of one subject, packed, which no tier has yet. */
final class OpenChunk {

  private static final int FEWEST_ROWS = 90;
  private static final int MORE_ROWS = 60;

  /** Bounds the journal: with a GPU that is gone the chunk would stay open for ever. */
  private static final int MOST_ROUNDS = 480;

  /** A chunk goes as a whole when it is too old: it must not span much. */
  private static final Duration LONGEST = Duration.ofHours(6);

  /** Neighbours are sealed together, so that they lie together. */
  private static final int NEIGHBOURS = 64;

  private final int entity;
  private final long begin;
  private RowState state = new RowState();
  private byte[] bytes = new byte[256];
  private int length;
  private int rows;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * An empty one.
   *
   * @param begin round in which its first row comes
   */
  OpenChunk(int entity, long begin) {
    this.entity = entity;
    this.begin = begin;
  }

  int entity() {
    return entity;
  }

  long begin() {
    return begin;
  }

  /** What the next row is written against. */
  RowState state() {
    return state;
  }

  void append(ByteSource row) throws DamagedDataException {
    byte[] added = row.rest();
    state = state.decode(new ByteSource(added));
    if (bytes.length - length < added.length) {
      bytes = Arrays.copyOf(bytes, length + added.length + length / 2);
    }
    System.arraycopy(added, 0, bytes, length, added.length);
    length += added.length;
    rows++;
    first = Math.min(first, state.time());
    last = Math.max(last, state.time());
  }

  /**
   * Whether it is time to seal it before a round. How many rows are enough differs from one group of
   * neighbours to the next, and each time: not all chunks are to be sealed in one round.
   *
   * @param time of the round, milliseconds since the epoch
   */
  boolean isDue(long round, long time) {
    long mixed = (entity / NEIGHBOURS * 0x9e37_79b9_7f4a_7c15L) ^ (begin * 0xc2b2_ae3d_27d4_eb4fL);
    int enough = FEWEST_ROWS + Math.floorMod(mixed >> 17, MORE_ROWS);
    long span = Math.max(last, time) - Math.min(first, time);
    return rows >= enough || round - begin >= MOST_ROUNDS || span >= LONGEST.toMillis();
  }

  /** What is in it now; later rows do not change that. */
  Content content() {
    return new Content(bytes, length, rows);
  }

  /** Some rows, for any thread: what was written to an array once is not written again. */
  static final class Content {

    private final byte[] bytes;
    private final int length;
    private final int rows;

    private Content(byte[] bytes, int length, int rows) {
      this.bytes = bytes;
      this.length = length;
      this.rows = rows;
    }

    /** Unpacks the metrics that are wanted. */
    SortedMap<Integer, Samples> samples(IntPredicate wanted) throws DamagedDataException {
      SortedMap<Integer, Samples> columns = new TreeMap<>();
      RowState state = new RowState();
      ByteSource in = new ByteSource(bytes, 0, length);
      for (int row = 0; row < rows; row++) {
        state = state.decode(in);
        for (int i = 0; i < state.size(); i++) {
          if (wanted.test(state.metric(i))) {
            columns
                .computeIfAbsent(state.metric(i), none -> new Samples())
                .add(state.time(), state.value(i));
          }
        }
      }
      return columns;
    }
  }
}
