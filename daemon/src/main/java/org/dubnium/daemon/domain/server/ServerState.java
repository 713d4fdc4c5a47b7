package org.dubnium.daemon.domain.server;

import java.util.Locale;

/** What the model server is to those who would ask it. */
public enum ServerState {
  /** Its unit does not run, and nobody expects it to. */
  OFF,
  /** Its unit was started and the model has not answered yet. */
  LOADING,
  /** The model has answered a request. */
  READY,
  /** It runs and was told to give its GPU memory back. */
  ASLEEP,
  /** It runs, and nothing comes of its requests. */
  STALLED,
  /** It ended without being told to, or could not be started. */
  FAILED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
