package org.dubnium.bus.wire;

/** A valid object path. */
public record ObjectPath(String value) implements Comparable<ObjectPath> {

  /** The root, which our properties use for "none". */
  public static final ObjectPath ROOT = new ObjectPath("/");

  public ObjectPath {
    if (!WireNames.isObjectPath(value)) {
      throw new WireException("cannot use \"" + value + "\" as an object path");
    }
  }

  /** The path of a child; {@code name} is one element, of letters, digits and underscores. */
  public ObjectPath child(String name) {
    return new ObjectPath(value.length() == 1 ? "/" + name : value + "/" + name);
  }

  /** Whether this path lies below another; no path lies below itself. */
  public boolean isBelow(ObjectPath other) {
    return other.value.length() == 1 ? value.length() > 1 : value.startsWith(other.value + "/");
  }

  @Override
  public int compareTo(ObjectPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
