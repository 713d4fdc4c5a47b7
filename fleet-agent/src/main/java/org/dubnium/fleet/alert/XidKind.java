package org.dubnium.fleet.alert;

import java.util.Set;

/** Whose fault an XID tells of. Source: NVIDIA's XID catalog. */
public enum XidKind {
  /** The GPU, its memory, link or firmware. */
  HARDWARE,
  /** The program that ran on it. */
  APPLICATION,
  /** Nobody's: something was put right, or done as asked. */
  INFORMATIONAL,
  /** Not one of those that are told apart here. */
  OTHER;

  private static final Set<Integer> OF_HARDWARE = Set.of(48, 62, 64, 74, 79, 95, 119, 120);
  private static final Set<Integer> OF_APPLICATIONS = Set.of(13, 31, 43);
  private static final Set<Integer> FOR_INFORMATION = Set.of(63, 92);

  /** The kind of a code. */
  public static XidKind of(int code) {
    if (OF_HARDWARE.contains(code)) {
      return HARDWARE;
    }
    if (OF_APPLICATIONS.contains(code)) {
      return APPLICATION;
    }
    return FOR_INFORMATION.contains(code) ? INFORMATIONAL : OTHER;
  }
}
