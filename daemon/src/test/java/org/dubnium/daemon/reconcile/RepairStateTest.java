package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dubnium.daemon.reconcile.RepairState.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of two units that one clause is about, the one is shown that needs a person more. */
class RepairStateTest {

  @ParameterizedTest
  @CsvSource({
    "REPAIRING, PENDING, second",
    "PENDING, REPAIRING, first",
    "PENDING, BACKING_OFF, second",
    "BACKING_OFF, REFUSED, second",
    "GAVE_UP, REFUSED, first",
    "PENDING, PENDING, first"
  })
  void theGraverIsShown(Kind first, Kind second, String shown) {
    assertEquals(
        shown,
        new RepairState(first, 1, "first").orGraver(new RepairState(second, 1, "second")).message());
  }
}
