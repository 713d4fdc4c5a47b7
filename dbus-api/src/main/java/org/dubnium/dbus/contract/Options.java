package org.dubnium.dbus.contract;

import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.PlainText;
import org.dubnium.bus.wire.Variant;
import org.dubnium.bus.wire.WireException;

/** Options and texts that a caller sent: they can be used, or an error says which cannot and why. */
final class Options {
  /** Longest text of a person's, in characters: what a list can show on a line or two. */
  static final int LONGEST_TEXT = 256;

  /** Longest piece of what a caller sent in an error message, in characters. */
  private static final int LONGEST_QUOTE = 80;

  private Options() {}

  /**
   * Reads options; there may be none but those that are described.
   *
   * @throws BusException {@link ModeError#INVALID_OPTION}
   */
  static <T> T read(DictCodec<T> codec, Map<String, Variant> sent) throws BusException {
    try {
      return codec.readExactly(sent);
    } catch (WireException wrong) {
      throw invalid(String.valueOf(wrong.getMessage()));
    }
  }

  /** Fails with {@link ModeError#INVALID_OPTION} if a text is there that is not taken. */
  static void requirePlain(String key, Optional<String> text) throws BusException {
    Optional<String> fault = text.flatMap(Options::fault);
    if (fault.isPresent()) {
      throw invalid(key + ": " + fault.get());
    }
  }

  private static BusException invalid(String what) {
    return ModeError.INVALID_OPTION.because("cannot use the option " + what);
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

  /** What a caller sent, short enough for a message. */
  static String brief(String text) {
    return PlainText.line(text, LONGEST_QUOTE);
  }
}
