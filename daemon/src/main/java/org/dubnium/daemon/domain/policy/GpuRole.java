package org.dubnium.daemon.domain.policy;

import java.util.Locale;

/** What a GPU is for on this host. */
public enum GpuRole {
  /** It drives displays, and no compute mode takes it over. */
  DISPLAY,
  /** A compute mode takes it over; no display hangs on it. */
  COMPUTE,
  /** It drives displays, and a compute mode takes it over. */
  SHARED,
  /** It serves AI beside the desktop, and nothing else. */
  DESKTOP_AI,
  /** It is visible, but the configuration gives it nothing to do. */
  SPARE;

  /** As bus, files and log write it: lower-case with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a display may hang on it. */
  public boolean displays() {
    return this == DISPLAY || this == SHARED;
  }

  /** Whether it changes hands when a mode wants the GPUs for itself. */
  public boolean computes() {
    return this == COMPUTE || this == SHARED;
  }
}
