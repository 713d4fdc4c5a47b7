package org.dubnium.common.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({
    "5, 2, 30,  0, 5",
    "5, 2, 30,  1, 10",
    "5, 2, 30,  2, 20",
    "5, 2, 30,  3, 30",
    "5, 2, 30,  4, 30",
    "5, 2, 30,  1000000, 30",
    "5, 2, 30,  2147483647, 30",
    "5, 2, 3,   0, 3",
    "5, 2, 30,  -1, 5",
    "5, 2, 20,  2, 20",
    "5, 3, 900, 2, 45",
    "0, 2, 30,  2147483647, 0",
    "7, 1, 7,   9, 7",
  })
  void eachWaitIsLonger(long first, int factor, long longest, int attempts, long wait) {
    assertEquals(
        Duration.ofSeconds(wait),
        new Backoff(Duration.ofSeconds(first), factor, Duration.ofSeconds(longest)).after(attempts));
  }

  @Test
  void boundsThatMakeNoSense() {
    Duration second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class, () -> new Backoff(second.negated(), 2, second));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(second, 0, second));
    assertThrows(
        IllegalArgumentException.class, () -> new Backoff(second, 2, second.negated()));
  }
}
