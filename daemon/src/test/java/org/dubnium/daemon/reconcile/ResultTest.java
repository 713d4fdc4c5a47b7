package org.dubnium.daemon.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of looking at several units. */
class ResultTest {

  /** In seconds where it is to be looked at again. */
  @ParameterizedTest(name = "{0} or {1}: {2}")
  @CsvSource({
    "done, done, done",
    "done, gave-up, gave-up",
    "gave-up, done, gave-up",
    "gave-up, gave-up, gave-up",
    "done, 5, 5",
    "5, done, 5",
    "gave-up, 5, 5",
    "5, gave-up, 5",
    "5, 9, 5",
    "9, 5, 5",
    "5, 5, 5"
  })
  void theSoonestLookCountsAndThenWhatWasGivenUp(String one, String other, String both) {
    assertEquals(result(both), result(one).or(result(other)));
  }

  private static Result result(String text) {
    return switch (text) {
      case "done" -> new Result.Done();
      case "gave-up" -> new Result.GaveUp();
      default -> new Result.RequeueAfter(Duration.ofSeconds(Long.parseLong(text)));
    };
  }
}
