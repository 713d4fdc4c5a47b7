package org.dubnium.daemon.domain.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final TokenBucket bucket = new TokenBucket(100, 10, NOW);

  private static Instant after(double seconds) {
    return NOW.plusMillis((long) (1000 * seconds));
  }

  @Test
  void theCapacityMayBeTakenAtOnceAndComesBackSteadily() {
    bucket.take(NOW, 99);
    assertEquals(Duration.ZERO, bucket.untilPaid(NOW));
    bucket.take(NOW, 1);
    assertEquals(Duration.ofMillis(100), bucket.untilPaid(NOW));
    assertEquals(Duration.ZERO, bucket.untilPaid(after(0.1)));
    assertFalse(bucket.isFull(after(9.9)));
    assertTrue(bucket.isFull(after(10)));
  }

  @Test
  void noMoreThanTheCapacityIsEverThere() {
    bucket.take(after(1_000_000), 100);
    assertEquals(Duration.ofMillis(100), bucket.untilPaid(after(1_000_000)));
  }

  @Test
  void aDebtIsBoundedByTheCapacity() {
    bucket.take(NOW, 1_000_000);
    assertEquals(Duration.ofMillis(10_100), bucket.untilPaid(NOW));
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndLocksNobodyOut() {
    bucket.take(NOW, 200);
    Instant before = NOW.minusSeconds(3600);
    assertEquals(Duration.ofMillis(10_100), bucket.untilPaid(before));
    assertEquals(Duration.ZERO, bucket.untilPaid(before.plusMillis(10_100)));
  }
}
