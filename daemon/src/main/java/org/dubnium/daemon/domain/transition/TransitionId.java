package org.dubnium.daemon.domain.transition;

import java.util.UUID;

/** Names one transition for ever, in journal, audit log and run files. */
public record TransitionId(UUID value) {

  public static TransitionId random() {
    return new TransitionId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
