package org.dubnium.dbus.contract;

import static org.dubnium.bus.codec.FieldType.UINT32;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.codec.DictCodec;
import org.dubnium.bus.wire.Variant;

/**
 * What {@code HoldMode} asks for.
 *
 * @param mode empty for every mode
 * @param who name of the program, for people
 * @param why for people
 * @param pid process that the hold is tied to; not yet known to be the caller's
 */
public record HoldRequest(
    String mode, Direction direction, Kind kind, String who, String why, Optional<Long> pid) {

  private static final DictCodec<Optional<Long>> OPTIONS =
      DictCodec.of(fields -> fields.optional("pid", UINT32, pid -> pid));

  /** Which moves it concerns. */
  public enum Direction {
    ENTER,
    LEAVE,
    ANY;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What it does to them. */
  public enum Kind {
    BLOCK,
    DELAY;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws BusException {@link StandardError#INVALID_ARGS} or {@link ModeError#INVALID_OPTION}
   */
  static HoldRequest of(
      String mode,
      String direction,
      String kind,
      String who,
      String why,
      Map<String, Variant> options)
      throws BusException {
    return new HoldRequest(
        mode,
        direction(direction),
        kind(kind),
        worded("who", who),
        worded("why", why),
        Options.read(OPTIONS, options));
  }

  /** Its options as the method takes them. */
  public Map<String, Variant> options() {
    return OPTIONS.write(pid);
  }

  private static Direction direction(String text) throws BusException {
    for (Direction direction : Direction.values()) {
      if (direction.text().equals(text)) {
        return direction;
      }
    }
    throw StandardError.INVALID_ARGS.because(
        "cannot use the direction " + Options.brief(text) + ": it is enter, leave or any");
  }

  private static Kind kind(String text) throws BusException {
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw StandardError.INVALID_ARGS.because(
        "cannot use the kind " + Options.brief(text) + ": it is block or delay");
  }

  private static String worded(String name, String text) throws BusException {
    Optional<String> fault =
        text.isBlank() ? Optional.of("it must say something") : Options.fault(text);
    if (fault.isPresent()) {
      throw StandardError.INVALID_ARGS.because("cannot use " + name + ": " + fault.get());
    }
    return text;
  }
}
