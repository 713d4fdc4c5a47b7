package org.dubnium.fleet.telemetry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.dubnium.fleet.telemetry.store.codec.Buckets;
import org.dubnium.fleet.telemetry.store.codec.Samples;
import org.junit.jupiter.api.Test;

/** The span at the seam of two tiers is told once: by the finer one if that knows all of it. */
class SpanOverlapTest {

  @Test
  void readingsOfTheSpanInWhichTheFinerTierBeginsAreCounted() {
    Samples samples = new Samples();
    for (long time : new long[] {59_999, 60_000, 119_999, 120_000}) {
      samples.add(time, 1);
    }
    SpanOverlap told = SpanOverlap.samples(new TreeMap<>(Map.of(3, samples)), Tier.MINUTE, 61_000);
    assertEquals(new SpanOverlap(60_000, Map.of(3, 2L)), told);
    assertTrue(told.all(3, 60_000, 2));
    assertTrue(told.all(3, 60_000, 1));
    assertFalse(told.all(3, 60_000, 3), "what the finer tier lost is told by the coarser one");
    assertFalse(told.all(3, 120_000, 1));
    assertFalse(told.all(4, 60_000, 1));
  }

  @Test
  void soAreThoseOfShorterSpans() {
    Buckets minutes = new Buckets();
    minutes.add(3_540_000, 9, 1, 1, 9);
    minutes.add(3_600_000, 6, 1, 1, 6);
    minutes.add(7_140_000, 5, 1, 1, 5);
    minutes.add(7_200_000, 4, 1, 1, 4);
    SpanOverlap told = SpanOverlap.buckets(new TreeMap<>(Map.of(3, minutes)), Tier.HOUR, 3_660_000);
    assertEquals(new SpanOverlap(3_600_000, Map.of(3, 11L)), told);
    assertFalse(SpanOverlap.NOTHING.all(3, 0, 1));
  }
}
