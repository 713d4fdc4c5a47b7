package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobViewTest {

  /** A step that is under way is not behind. */
  @ParameterizedTest(name = "step {0} of {1}")
  @CsvSource({"0, 0, 0", "0, 4, 0", "1, 4, 0", "2, 4, 0.25", "4, 4, 0.75"})
  void itsProgressIsTheShareOfTheStepsThatAreBehind(int number, int count, double share) {
    JobView view =
        JobView.begun(Instant.EPOCH).at(new JobView.At(number, count, "start-unit a.service"));
    assertEquals(share, view.progress());
  }
}
