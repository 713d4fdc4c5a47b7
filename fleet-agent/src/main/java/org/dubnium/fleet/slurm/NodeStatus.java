package org.dubnium.fleet.slurm;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be expected of a Slurm node now. */
public enum NodeStatus {
  IDLE,
  /** All of it is allocated. */
  ALLOC,
  /** Some of it is allocated. */
  MIX,
  /** Gets no jobs: it does not answer, or is not well. */
  DOWN,
  /** Gets no new jobs, since somebody wants it so. Those on it go on. */
  DRAIN;

  private static final Set<String> DRAINING =
      Set.of("DRAIN", "DRAINED", "DRAINING", "FAIL", "FAILING");

  /** Registered with less than is configured; silent; or without a known state. */
  private static final Set<String> NOT_WELL =
      Set.of("DOWN", "ERROR", "UNKNOWN", "FUTURE", "INVALID", "INVALID_REG", "NOT_RESPONDING");

  /**
   * Of a state and its flags, in any order and case: sinfo(1), NODE STATE CODES. A drain is named
   * first, as Slurm does, since it was somebody's will; a node that ends a job is not idle yet.
   */
  public static NodeStatus of(Collection<String> words) {
    Set<String> upper =
        words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    if (upper.stream().anyMatch(DRAINING::contains)) {
      return DRAIN;
    }
    if (upper.isEmpty() || upper.stream().anyMatch(NOT_WELL::contains)) {
      return DOWN;
    }
    if (upper.contains("MIXED") || upper.contains("MIX")) {
      return MIX;
    }
    if (upper.contains("ALLOCATED") || upper.contains("ALLOC") || upper.contains("COMPLETING")) {
      return ALLOC;
    }
    return upper.contains("IDLE") ? IDLE : DOWN;
  }

  /** {@code idle} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
