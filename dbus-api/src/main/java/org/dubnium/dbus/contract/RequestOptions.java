package org.dubnium.dbus.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.bus.wire.Variant;

/**
 * The options of {@code RequestMode} and {@code Explain}.
 *
 * @param reason why, for the audit log
 * @param bypass names of guards to pass over
 * @param timeout after this long the move is called off, and what it did undone
 * @param expectCurrent refuse if the current mode is another
 * @param onBehalfOf the delegation by which the caller asks in somebody's name
 */
public record RequestOptions(
    Optional<String> reason,
    List<String> bypass,
    Optional<Duration> timeout,
    Optional<String> expectCurrent,
    Optional<String> onBehalfOf) {
  private static final Set<String> KEYS =
      Set.of("reason", "bypass", "timeout", "expect-current", "on-behalf-of");

  public RequestOptions {
    bypass = List.copyOf(bypass);
  }

  /**
   * Reads options.
   *
   * @throws BusException {@link ModeError#INVALID_OPTION}
   */
  public static RequestOptions of(Map<String, Variant> sent) throws BusException {
    Options options = new Options(sent, KEYS);
    return new RequestOptions(
        options.text("reason"),
        options.texts("bypass"),
        timeout(options),
        options.text("expect-current"),
        options.text("on-behalf-of"));
  }

  private static Optional<Duration> timeout(Options options) throws BusException {
    Optional<Long> micros = options.number("timeout", "t");
    if (micros.isPresent() && micros.get() < 0) {
      throw ModeError.INVALID_OPTION.because("cannot use the option timeout: it is too long");
    }
    return micros.map(Micros::duration);
  }
}
