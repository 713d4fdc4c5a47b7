package org.dubnium.daemon.domain.transition;

import java.util.UUID;

/** Names one transition for ever, in journal, audit log and run files. */
public record TransitionId(UUID value) {

  public static TransitionId random() {
    return new TransitionId(UUID.randomUUID());
  }

  /** From the text that {@link #toString} gives. */
  public static TransitionId parse(String text) {
    return new TransitionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
