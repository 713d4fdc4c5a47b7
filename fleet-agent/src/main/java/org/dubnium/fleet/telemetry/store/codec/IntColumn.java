package org.dubnium.fleet.telemetry.store.codec;

import java.util.Arrays;

/**
 * A column of whole numbers, written in whichever way is the shortest: one number for all, runs of
 * equal numbers, or what remains of each after a guess (the column's median, the number before, or
 * the line through the two before) in a {@link Rice} code. Any numbers come back as they were:
 * differences wrap around.
 */
public final class IntColumn {

  private static final int CONSTANT = 0;
  private static final int RUNS = 1;

  /** Then guess * 64 + the parameter of the code. */
  private static final int RICE = 2;

  private static final int GUESSES = 3;

  private IntColumn() {}

  /** Writes the first {@code size} of these numbers. */
  public static void encode(long[] values, int size, ByteSink out) {
    if (size == 0) {
      return;
    }
    int changes = changes(values, size);
    if (changes == 0) {
      out.put(CONSTANT);
      out.putSigned(values[0]);
      return;
    }
    ByteSink runs = new ByteSink(64);
    // A run takes two bytes at least: with many of them it cannot be the shortest.
    boolean few = changes <= size / 4;
    if (few) {
      encodeRuns(values, size, runs);
    }
    long[] best = new long[0];
    int bestKind = 0;
    long least = few ? runs.size() * 8L : Long.MAX_VALUE;
    for (int guess = 0; guess < Math.min(GUESSES, size); guess++) {
      long[] codes = codes(values, size, guess);
      int k = Rice.parameter(codes, head(guess), size);
      // Each head is a varint of a byte or more; counting it as two is near enough.
      long bits = 8 + 16L * headCount(guess) + Rice.bits(codes, head(guess), size, k);
      if (bits < least) {
        least = bits;
        best = codes;
        bestKind = RICE + guess * 64 + k;
      }
    }
    if (best.length == 0) {
      out.putAll(runs);
    } else {
      encodeRice(best, bestKind, values, size, out);
    }
  }

  private static int changes(long[] values, int size) {
    int changes = 0;
    for (int i = 1; i < size; i++) {
      if (values[i] != values[i - 1]) {
        changes++;
      }
    }
    return changes;
  }

  private static void encodeRuns(long[] values, int size, ByteSink out) {
    out.put(RUNS);
    out.putSigned(values[0]);
    for (int i = 0; i < size; ) {
      int end = i + 1;
      while (end < size && values[end] == values[i]) {
        end++;
      }
      out.putVarint(end - i - 1L);
      if (end < size) {
        out.putSigned(values[end] - values[i]);
      }
      i = end;
    }
  }

  private static void encodeRice(
      long[] codes, int kind, long[] values, int size, ByteSink out) {
    out.put(kind);
    int guess = (kind - RICE) / 64;
    if (guess == 0) {
      out.putSigned(median(values, size));
    }
    for (int i = 0; i < head(guess); i++) {
      out.putVarint(codes[i]);
    }
    BitSink bits = new BitSink(out);
    for (int i = head(guess); i < size; i++) {
      Rice.put(bits, codes[i], (kind - RICE) % 64);
    }
    bits.finish();
  }

  /** How many codes come before the bits, as nothing is known yet to guess by. */
  private static int head(int guess) {
    return guess;
  }

  private static int headCount(int guess) {
    return Math.max(guess, 1);
  }

  private static long[] codes(long[] values, int size, int guess) {
    long median = guess == 0 ? median(values, size) : 0;
    long[] codes = new long[size];
    for (int i = 0; i < size; i++) {
      codes[i] = ByteSink.zigzag(values[i] - guessed(values, i, guess, median));
    }
    return codes;
  }

  private static long guessed(long[] values, int i, int guess, long median) {
    if (guess == 0) {
      return median;
    }
    if (i == 0) {
      return 0;
    }
    return guess == 1 || i == 1 ? values[i - 1] : 2 * values[i - 1] - values[i - 2];
  }

  private static long median(long[] values, int size) {
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    return sorted[size / 2];
  }

  /**
   * Reads a column.
   *
   * @param size how many numbers were written
   */
  public static long[] decode(ByteSource in, int size) throws DamagedDataException {
    long[] values = new long[size];
    if (size == 0) {
      return values;
    }
    int kind = in.get();
    switch (kind) {
      case CONSTANT -> Arrays.fill(values, in.signed());
      case RUNS -> decodeRuns(in, values);
      default -> decodeRice(in, values, kind);
    }
    return values;
  }

  private static void decodeRuns(ByteSource in, long[] values) throws DamagedDataException {
    long value = in.signed();
    for (int i = 0; i < values.length; ) {
      int end = i + 1 + in.count(values.length - i - 1);
      Arrays.fill(values, i, end, value);
      if (end < values.length) {
        value += in.signed();
      }
      i = end;
    }
  }

  private static void decodeRice(ByteSource in, long[] values, int kind)
      throws DamagedDataException {
    int guess = (kind - RICE) / 64;
    if (guess >= GUESSES) {
      throw new DamagedDataException("cannot read a column of kind " + kind);
    }
    int head = Math.min(head(guess), values.length);
    long median = guess == 0 ? in.signed() : 0;
    for (int i = 0; i < head; i++) {
      values[i] = guessed(values, i, guess, median) + ByteSink.unzigzag(in.varint());
    }
    BitSource bits = new BitSource(in);
    for (int i = head; i < values.length; i++) {
      long code = Rice.get(bits, (kind - RICE) % 64);
      values[i] = guessed(values, i, guess, median) + ByteSink.unzigzag(code);
    }
  }
}
