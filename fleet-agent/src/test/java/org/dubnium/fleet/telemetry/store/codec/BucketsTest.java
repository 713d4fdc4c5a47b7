package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

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

  @Test
  void theEarliestAndTheLatestAreFoundInAnyOrder() {
    Samples samples = new Samples();
    Buckets buckets = new Buckets();
    assertEquals(Long.MAX_VALUE, samples.first());
    assertEquals(Long.MIN_VALUE, samples.last());
    assertEquals(Long.MAX_VALUE, buckets.first());
    assertEquals(Long.MIN_VALUE, buckets.last());
    for (long time : new long[] {180_000, 60_000, 240_000, 120_000}) {
      samples.add(time, 1);
      buckets.add(time, 1, 1, 1, 1);
    }
    assertEquals(60_000, samples.first());
    assertEquals(240_000, samples.last());
    assertEquals(60_000, buckets.first());
    assertEquals(240_000, buckets.last());
  }

  @Test
  void minutesBecomeTheHoursThatTheyAreIn() {
    Buckets minutes = new Buckets();
    minutes.add(3_540_000, 2, 1, 5, 6);
    minutes.add(3_600_000, 3, 2, 4, 9);
    minutes.add(3_660_000, 1, 7, 7, 7);
    Buckets hours = new Buckets();
    hours.addAll(minutes, 3_600_000);
    assertArrayEquals(new long[] {0, 3_600_000}, hours.times());
    assertEquals(2, hours.count(0));
    assertEquals(4, hours.count(1));
    assertEquals(2, hours.min(1));
    assertEquals(7, hours.max(1));
    assertEquals(4, hours.average(1));
  }

  @Test
  void whatIsInOrderIsLeftAsItIs() {
    Samples samples = new Samples();
    Buckets buckets = new Buckets();
    for (long time : new long[] {0, 60_000, 120_000}) {
      samples.add(time, 1);
      buckets.add(time, 1, 1, 1, 1);
    }
    assertSame(samples, samples.inOrder());
    assertSame(buckets, buckets.inOrder());
  }

  @Test
  void aLastOneThatIsOutOfOrderIsPutInItsPlace() {
    Samples samples = new Samples();
    samples.addAll(samples(10, 20));
    samples.addAll(samples(15));
    assertArrayEquals(new long[] {10, 15, 20}, samples.inOrder().times());
    samples = samples(10, 10);
    assertEquals(1, samples.inOrder().size());
    Buckets buckets = new Buckets();
    buckets.add(60_000, 1, 1, 1, 1);
    buckets.add(0, 1, 1, 1, 1);
    assertArrayEquals(new long[] {0, 60_000}, buckets.inOrder().times());
  }

  private static Samples samples(long... times) {
    Samples samples = new Samples();
    for (long time : times) {
      samples.add(time, 1);
    }
    return samples;
  }
}
