package org.dubnium.fleet.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsdTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "0.44, 440000", "0.1, 100000", "0.0000001, 1", "1000000, 1000000000000"})
  void anAmountIsRoundedUp(double dollars, long micros) {
    assertEquals(new Usd(micros), Usd.of(dollars));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1_000_000.01, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoAmountIsRefused(double dollars) {
    assertThrows(IllegalArgumentException.class, () -> Usd.of(dollars));
  }

  @ParameterizedTest
  @CsvSource({
    "0.44, PT1H, 440000",
    "0.44, PT30S, 3667",
    "0.44, PT0S, 0",
    "0.44, PT-1H, 0",
    "1000000, PT876000H, 876000000000000000"
  })
  void aRateComesToAnAmount(double rate, Duration time, long micros) {
    assertEquals(new Usd(micros), Usd.of(rate).over(time));
  }

  @Test
  void noSumOverflows() {
    Usd most = new Usd(Long.MAX_VALUE);
    assertEquals(most, most.plus(new Usd(1)));
    assertEquals(most, most.times(2));
    assertEquals(Usd.ZERO, new Usd(1).minus(most));
  }

  @ParameterizedTest
  @CsvSource({"0, $0.00", "440000, $0.44", "10000, $0.01", "5000, $0.0050", "12345678, $12.35"})
  void itIsShownAsPeopleWriteIt(long micros, String text) {
    assertEquals(text, new Usd(micros).toString());
  }
}
