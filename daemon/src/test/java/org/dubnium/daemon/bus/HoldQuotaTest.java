package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.transition.Caller;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldQuotaTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1000, true",
    "63, 0, 1000, true",
    "64, 0, 1000, false",
    "0, 255, 1000, true",
    "0, 256, 1000, false",
    "0, 256, 0, true",
    "63, 256, 0, true",
    "64, 0, 0, false",
  })
  void givesEachUserAShareAndRootItsOwnInAnyCase(
      int theirs, int others, long uid, boolean allowed) {
    List<Hold> inForce = Stream.concat(holds(theirs, uid), holds(others, 4711)).toList();

    assertEquals(allowed, HoldQuota.refusal(inForce, uid).isEmpty());
  }

  private static Stream<Hold> holds(int count, long uid) {
    return LongStream.range(0, count)
        .mapToObj(
            cookie ->
                new Hold(
                    cookie,
                    Optional.empty(),
                    Hold.Direction.ANY,
                    Hold.Kind.DELAY,
                    "who",
                    "why",
                    new Caller(uid, ":1.1", Optional.empty()),
                    Optional.empty(),
                    Instant.EPOCH));
  }
}
