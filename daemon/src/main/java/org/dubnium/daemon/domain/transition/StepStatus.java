package org.dubnium.daemon.domain.transition;

import java.util.Locale;

/** How far a step is. Written to the journal before the state it names is entered. */
public enum StepStatus {
  DO,
  DOING,
  DONE,
  UNDO,
  UNDOING,
  UNDONE,
  ERROR;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
