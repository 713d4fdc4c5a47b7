package org.dubnium.dbus.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dubnium.bus.BusException;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** Options that a caller sent: known keys of the right type, or an error that names the key. */
final class Options {
  /** Longest text of a person's, in characters: what a list can show on a line or two. */
  static final int LONGEST_TEXT = 256;

  /** Longest piece of what a caller sent in an error message, in characters. */
  private static final int LONGEST_QUOTE = 80;

  private final Map<String, Variant> options;

  Options(Map<String, Variant> options, Set<String> known) throws BusException {
    this.options = options;
    for (String key : options.keySet()) {
      if (!known.contains(key)) {
        throw ModeError.INVALID_OPTION.because(
            "cannot use the option " + brief(key) + ": known are " + known);
      }
    }
  }

  Optional<String> text(String key) throws BusException {
    Optional<String> value = read(key, "s", Variant::asString);
    Optional<String> fault = value.flatMap(Options::fault);
    if (fault.isPresent()) {
      throw ModeError.INVALID_OPTION.because("cannot use the option " + key + ": " + fault.get());
    }
    return value;
  }

  /** Why a text of a person's is not taken; it is shown to others, and kept. */
  static Optional<String> fault(String text) {
    if (PlainText.length(text) > LONGEST_TEXT) {
      return Optional.of("it must have at most " + LONGEST_TEXT + " characters");
    }
    return PlainText.isPlain(text)
        ? Optional.empty()
        : Optional.of("it must be one line of text without control characters");
  }

  List<String> texts(String key) throws BusException {
    return read(key, "as", Variant::asStrings).orElse(List.of());
  }

  Optional<Long> number(String key, String type) throws BusException {
    return read(key, type, Variant::asLong);
  }

  private <T> Optional<T> read(String key, String type, Function<Variant, T> reader)
      throws BusException {
    Variant value = options.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.signature().text().equals(type)) {
      throw wrongType(key, type);
    }
    try {
      return Optional.of(reader.apply(value));
    } catch (WireException e) {
      throw wrongType(key, type);
    }
  }

  private static BusException wrongType(String key, String type) {
    return ModeError.INVALID_OPTION.because(
        "cannot use the option " + key + ": it must be of type " + type);
  }

  /** What a caller sent, short enough for a message. */
  static String brief(String text) {
    return PlainText.line(text, LONGEST_QUOTE);
  }
}
