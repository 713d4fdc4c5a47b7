package org.dubnium.daemon.fake;

import org.dubnium.daemon.domain.observation.Reading;

/** What tests take out of a reading. */
public final class Readings {

  private Readings() {}

  /** Its value; a failure of the test if there is none. */
  public static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Value<T>(T value) -> value;
      case Reading.Unavailable<T>(String why) -> throw new AssertionError(why);
    };
  }

  /** Why there is no value; a failure of the test if there is one. */
  public static String why(Reading<?> reading) {
    return switch (reading) {
      case Reading.Value<?>(Object value) -> throw new AssertionError("a value: " + value);
      case Reading.Unavailable<?>(String why) -> why;
    };
  }
}
