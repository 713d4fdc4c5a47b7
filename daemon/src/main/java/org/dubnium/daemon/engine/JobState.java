package org.dubnium.daemon.engine;

import java.util.Locale;

/** How far a transition is. */
public enum JobState {
  OBSERVING,
  GUARDING,
  WAITING,
  ACTING,
  VERIFYING,
  ROLLING_BACK,
  FINISHED;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
