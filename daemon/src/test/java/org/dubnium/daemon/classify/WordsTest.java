package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Sessions;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How units and sessions are called in evidence and on the screen. */
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "wayland, seat0, false, session 2 of alice (wayland on seat0)",
    "x11, seat1, true, session 2 of alice (x11 on seat1)",
    "tty, '', true, 'session 2 of alice (tty, remote)'",
    "tty, '', false, session 2 of alice (tty)"
  })
  void aSessionIsCalledByItsUserAndWhereItIs(
      String type, String seat, boolean remote, String words) {
    assertEquals(
        words,
        Words.session(
            Sessions.session("2", "alice", 1000, type, "user", "active", seat, remote)));
  }

  static Stream<Arguments> units() {
    return Stream.of(
        arguments("active", unit(UnitFixture::up)),
        arguments("inactive", unit(UnitFixture::down)),
        arguments("failed (exit-code)", unit(UnitFixture::failed)),
        arguments("failed", unit(unit -> unit.state("failed", "failed"))),
        arguments("activating (start-post)", unit(unit -> unit.state("activating", "start-post"))),
        arguments(
            "deactivating (stop-sigterm)",
            unit(unit -> unit.state("deactivating", "stop-sigterm"))),
        arguments("active with a stop job queued", unit(unit -> unit.up().job("stop"))),
        arguments("not-found", unit(UnitFixture::notFound)),
        arguments("masked", unit(UnitFixture::masked)),
        arguments("active", unit(unit -> unit.masked().up())));
  }

  private static Consumer<UnitFixture> unit(Consumer<UnitFixture> state) {
    return state;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("units")
  void aUnitIsWhatItDoesOrElseWhyItCannot(String words, Consumer<UnitFixture> state) {
    Reading<UnitState> unit =
        Observations.host().unit("x.service", state).build().unit(new UnitName("x.service"));
    assertEquals(Reading.of(words), unit.map(Words::state));
  }
}
