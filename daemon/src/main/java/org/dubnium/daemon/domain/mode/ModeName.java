package org.dubnium.daemon.domain.mode;

import java.util.regex.Pattern;

/** The name of a host mode: lower-case letters, digits and dashes, at most 32 characters. */
public record ModeName(String value) implements Comparable<ModeName> {

  private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public ModeName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("cannot use '" + value + "' as the name of a mode");
    }
  }

  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(ModeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
