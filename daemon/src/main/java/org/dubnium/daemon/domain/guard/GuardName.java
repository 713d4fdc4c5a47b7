package org.dubnium.daemon.domain.guard;

import java.util.Locale;
import java.util.Optional;

/** The guards that a request may meet, and whether an administrator may pass one by. */
public enum GuardName {
  TARGET_REACHABLE(false),
  PLACEMENT_PRESENT(false),
  AUDIO_IDLE(false),
  SESSION_TERMINABLE(false),
  GPU_HOLDERS(false),
  USER_JOBS(true),
  MEMORY_HEADROOM(false),
  GPU_MEMORY_FIT(false),
  CPU_LOAD(true),
  PERSISTENCE_PATHS(false),
  MODEL_BUNDLE(false),
  SERVER_DRAINABLE(true),
  SLURM_JOBS(false),
  HOLDS(true);

  private final boolean bypassable;

  GuardName(boolean bypassable) {
    this.bypassable = bypassable;
  }

  public boolean bypassable() {
    return bypassable;
  }

  /** The name as configuration, bus and log write it: lower-case with dashes. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<GuardName> parse(String text) {
    for (GuardName guard : values()) {
      if (guard.text().equals(text)) {
        return Optional.of(guard);
      }
    }
    return Optional.empty();
  }
}
