package org.dubnium.fleet.telemetry.store.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-7, 0",
    "0.5, 1",
    "-0.25, 2",
    "612.204, 3",
    "0.000001, 6",
    "0.0000001, -1",
    "0.3333333333333333, -1",
    "9007199254740992, 0",
    "9007199254740994, -1",
    "-9007199254740992, 0",
    "-0.0, -1",
    "Infinity, -1",
    "NaN, -1"
  })
  void theFewestPlacesOfAValue(double value, int places) {
    assertEquals(places, Decimal.places(value, 0));
  }

  @Test
  void placesAreLookedForFromANumberOn() {
    assertEquals(2, Decimal.places(0.5, 2));
    assertEquals(6, Decimal.places(0.5, 6));
    assertEquals(-1, Decimal.places(0.5, 7));
  }

  @Test
  void placesFitAllOfTheValuesThatAreAskedAbout() {
    double[] values = {1, 0.25, 0.5, 1 / 3.0};
    assertEquals(2, Decimal.places(values, 3));
    assertEquals(-1, Decimal.places(values, 4));
    assertEquals(-1, Decimal.places(new double[] {9e15, 0.25}, 2), "too large with two places");
    assertEquals(0, Decimal.places(new double[] {9e15, 3}, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, 1, 25",
    "-2.5, 1, -25",
    "2.50009, 1, 25",
    "2.50011, 1, -9223372036854775808",
    "2.49991, 1, 25",
    "2.49989, 1, -9223372036854775808",
    "9007199254740992, 0, 9007199254740992",
    "9007199254740994, 0, -9223372036854775808"
  })
  void aSumIsRoundedWhereAddingExplainsTheRest(double sum, int places, long whole) {
    assertEquals(whole, Decimal.nearest(sum, places));
  }

  @Test
  void aFractionComesBackAsTheSameDouble() {
    assertEquals(612.204, Decimal.value(Decimal.mantissa(612.204, 3), 3));
    assertEquals(Decimal.NONE, Decimal.mantissa(612.204, 2));
  }
}
