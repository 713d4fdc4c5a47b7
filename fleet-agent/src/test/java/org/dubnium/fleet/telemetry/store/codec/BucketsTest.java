package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void readingsOfOneSpanAreOneBucket() {
    Samples samples = new Samples();
    samples.add(60_000, 1);
    samples.add(119_999, 4);
    samples.add(120_000, 9);
    Buckets buckets = new Buckets();
    buckets.addAll(samples, 60_000);
    assertEquals(2, buckets.size());
    assertEquals(60_000, buckets.time(0));
    assertEquals(1, buckets.min(0));
    assertEquals(2.5, buckets.average(0));
    assertEquals(4, buckets.max(0));
    assertEquals(120_000, buckets.last());
  }

  @Test
  void timesBeforeTheEpochAreRoundedDownToo() {
    Samples samples = new Samples();
    samples.add(-1, 1);
    Buckets buckets = new Buckets();
    buckets.addAll(samples, 60_000);
    assertEquals(-60_000, buckets.time(0));
  }

  @Test
  void piecesOfOneSpanAreWeighedWhenPutInOrder() {
    Buckets pieces = new Buckets();
    pieces.add(60_000, 3, 1, 3, 6);
    pieces.add(0, 1, 5, 5, 5);
    pieces.add(60_000, 1, 0, 0, 0);
    Buckets ordered = pieces.inOrder();
    assertArrayEquals(new long[] {0, 60_000}, ordered.times());
    assertEquals(0, ordered.min(1));
    assertEquals(1.5, ordered.average(1));
    assertEquals(3, ordered.max(1));
  }

  @Test
  void aMeanIsNeverBeyondTheExtremes() {
    Samples samples = new Samples();
    for (int i = 0; i < 10; i++) {
      samples.add(i, 0.1);
    }
    Buckets buckets = new Buckets();
    buckets.addAll(samples, 60_000);
    assertEquals(0.1, buckets.average(0));
  }

  @Test
  void ofTwoReadingsOfOneTimeTheLaterCounts() {
    Samples samples = new Samples();
    samples.add(20, 1);
    samples.add(10, 2);
    samples.add(20, 3);
    Samples ordered = samples.inOrder();
    assertArrayEquals(new long[] {10, 20}, ordered.times());
    assertEquals(2, ordered.value(0));
    assertEquals(3, ordered.value(1));
  }
}
