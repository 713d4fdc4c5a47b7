package org.dubnium.fleet.domain;

import java.util.regex.Pattern;

/**
 * Names a node of the fleet for ever: as configured, as discovered, or this host's name.
 *
 * @param value letters, digits, dots, dashes, underscores and colons, at most 253
 */
public record NodeId(String value) implements Comparable<NodeId> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,252}");

  public NodeId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("cannot use '" + value + "' as the name of a node");
    }
  }

  /** Whether a text can be a name. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
