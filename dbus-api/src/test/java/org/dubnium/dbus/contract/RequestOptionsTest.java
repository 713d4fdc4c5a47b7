package org.dubnium.dbus.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dubnium.bus.BusException;
import org.dubnium.bus.ErrorName;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.wire.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What callers send in dictionaries is checked before our code sees it. */
class RequestOptionsTest {

  @Test
  void allOptionsAreRead() throws Exception {
    assertEquals(
        new RequestOptions(
            Optional.of("night run"),
            List.of("cpu-load"),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of("desktop"),
            Optional.of("requeue"),
            Optional.of(Duration.ofMinutes(1)),
            Optional.of("c2")),
        RequestOptions.of(
            Map.of(
                "reason", Variant.of("s", "night run"),
                "bypass", Variant.of("as", List.of("cpu-load")),
                "timeout", Variant.of("t", 5_000_000),
                "expect-current", Variant.of("s", "desktop"),
                "jobs", Variant.of("s", "requeue"),
                "jobs-deadline", Variant.of("t", 60_000_000),
                "on-behalf-of", Variant.of("s", "c2"))));
  }

  @Test
  void noOptionIsNeeded() throws Exception {
    assertEquals(
        new RequestOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        RequestOptions.of(Map.of()));
  }

  static Stream<Arguments> invalid() {
    return Stream.of(
        Arguments.of("raeson", Variant.of("s", "x")),
        Arguments.of("reason", Variant.of("u", 1)),
        Arguments.of("reason", Variant.of("s", "x".repeat(257))),
        Arguments.of("reason", Variant.of("s", "a\nb")),
        Arguments.of("reason", Variant.of("s", "\u001b[2J")),
        Arguments.of("expect-current", Variant.of("s", "\u0007")),
        Arguments.of("on-behalf-of", Variant.of("s", "c2\u202e")),
        Arguments.of("jobs", Variant.of("u", 1)),
        Arguments.of("jobs", Variant.of("s", "wait\n")),
        Arguments.of("jobs-deadline", Variant.of("s", "1min")),
        Arguments.of("bypass", Variant.of("s", "cpu-load")),
        Arguments.of("timeout", Variant.of("u", 5)),
        Arguments.of("timeout", Variant.of("t", -1)),
        Arguments.of("x".repeat(500), Variant.of("u", 5)));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void wrongOptionIsNamed(String key, Variant value) {
    BusException refused =
        assertThrows(BusException.class, () -> RequestOptions.of(Map.of(key, value)));

    assertTrue(refused.is(ModeError.INVALID_OPTION));
    assertTrue(refused.text().contains(Options.brief(key)), refused.text());
    assertTrue(refused.text().length() < 200, refused.text());
  }

  @Test
  void holdIsRead() throws Exception {
    HoldRequest request = HoldRequest.of("compute", "leave", "delay", "ardour", "mix", Map.of());

    assertEquals(HoldRequest.Direction.LEAVE, request.direction());
    assertEquals(HoldRequest.Kind.DELAY, request.kind());
    assertEquals(Optional.empty(), request.pid());
    assertEquals(
        Optional.of(7L),
        HoldRequest.of("", "any", "block", "a", "b", Map.of("pid", Variant.of("u", 7))).pid());
  }

  @Test
  void wrongHoldIsRefused() {
    assertRefused(StandardError.INVALID_ARGS, "sideways", "block", "who", Map.of());
    assertRefused(StandardError.INVALID_ARGS, "enter", "ignore", "who", Map.of());
    assertRefused(StandardError.INVALID_ARGS, "enter", "block", "", Map.of());
    assertRefused(StandardError.INVALID_ARGS, "enter", "block", "x".repeat(1025), Map.of());
    assertRefused(
        ModeError.INVALID_OPTION, "enter", "block", "who", Map.of("pid", Variant.of("s", "1")));
  }

  private static void assertRefused(
      ErrorName error, String direction, String kind, String who, Map<String, Variant> options) {
    BusException refused =
        assertThrows(
            BusException.class,
            () -> HoldRequest.of("compute", direction, kind, who, "why", options));

    assertEquals(error.errorName(), refused.errorName());
  }
}
