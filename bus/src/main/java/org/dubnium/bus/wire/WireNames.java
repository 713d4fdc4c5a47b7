package org.dubnium.bus.wire;

/** What the specification's "Valid Names" and "Valid Object Paths" allow. */
public final class WireNames {
  private static final int MAX_LENGTH = 255;

  private WireNames() {}

  public static boolean isObjectPath(String path) {
    if (path.equals("/")) {
      return true;
    }
    if (!path.startsWith("/")) {
      return false;
    }
    boolean afterSlash = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/') {
        if (afterSlash) {
          return false;
        }
        afterSlash = true;
      } else if (isWord(c)) {
        afterSlash = false;
      } else {
        return false;
      }
    }
    return !afterSlash;
  }

  /** Interface names and error names: two or more elements that do not start with a digit. */
  public static boolean isInterface(String name) {
    return isDotted(name, false, false);
  }

  public static boolean isMember(String name) {
    return name.length() <= MAX_LENGTH && isElement(name, 0, name.length(), false, false);
  }

  /** A unique name such as {@code :1.5}, or a well-known one. */
  public static boolean isBusName(String name) {
    return name.startsWith(":")
        ? name.length() <= MAX_LENGTH && isDotted(name.substring(1), true, true)
        : isDotted(name, false, true);
  }

  private static boolean isDotted(String name, boolean digitFirst, boolean hyphen) {
    if (name.length() > MAX_LENGTH) {
      return false;
    }
    int start = 0;
    int elements = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      if (!isElement(name, start, dot, digitFirst, hyphen)) {
        return false;
      }
      elements++;
      start = dot + 1;
    }
    return elements > 0 && isElement(name, start, name.length(), digitFirst, hyphen);
  }

  private static boolean isElement(
      String name, int start, int end, boolean digitFirst, boolean hyphen) {
    if (start >= end || (!digitFirst && isDigit(name.charAt(start)))) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (!isWord(name.charAt(i)) && !(hyphen && name.charAt(i) == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
