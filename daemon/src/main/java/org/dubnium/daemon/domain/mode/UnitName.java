package org.dubnium.daemon.domain.mode;

import java.util.regex.Pattern;

/**
 * The full name of a systemd unit, such as {@code ssh.service}.
 *
 * <p>Source of the syntax: systemd.unit(5), at most 255 characters.
 */
public record UnitName(String value) implements Comparable<UnitName> {

  private static final Pattern VALID =
      Pattern.compile(
          "[A-Za-z0-9:_.\\\\@-]{1,240}\\."
              + "(service|socket|target|device|mount|automount|swap|timer|path|slice|scope)");

  public UnitName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("cannot use '" + value + "' as the name of a unit");
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(UnitName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
