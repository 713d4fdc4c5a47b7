package org.dubnium.fleet.slurm;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be expected of a Slurm node now. Only {@link #IDLE} and {@link #MIX} have room for anybody's job. */
public enum NodeStatus {
  IDLE("idle"),
  /** All of it is allocated. */
  ALLOC("alloc"),
  /** Some of it is allocated. */
  MIX("mix"),
  /** Gets no jobs: it does not answer, or has failed. */
  DOWN("down"),
  /** Gets no new jobs, since somebody wants it so. Those on it go on. */
  DRAIN("drain"),
  /** Kept for a job of higher priority that is to start. */
  PLANNED("alloc"),
  /** In a reservation: for the jobs of that alone. */
  RESERVED("drain"),
  /** In a reservation for maintenance. */
  MAINT("drain"),
  /** Kept from others by a job that wants its part of the network for itself. */
  BLOCKED("drain"),
  /** Switched off to save power; a job makes Slurm switch it on. */
  POWERED_DOWN("down"),
  /** On its way up or down. */
  POWERING("down"),
  /** Rebooted by Slurm. */
  REBOOT("down"),
  /** In a state of a newer Slurm, which may mean anything. */
  UNKNOWN("down");

  private static final Set<String> DRAINING =
      Set.of("DRAIN", "DRAINED", "DRAINING", "FAIL", "FAILING");

  /** Registered with less than is configured; silent; without a slurmd; or without a known state. */
  private static final Set<String> NOT_WELL =
      Set.of(
          "DOWN", "ERROR", "UNKNOWN", "FUTURE", "INVALID", "INVALID_REG", "NOT_RESPONDING",
          "EXTERNAL", "PERFCTRS");

  private static final Set<String> ON_ITS_WAY =
      Set.of("POWERING_UP", "POWERING_DOWN", "POWER_DOWN", "POWER_UP", "POWER_DRAIN");

  /** {@code POWER} alone is how 20.11 says it. */
  private static final Set<String> OFF = Set.of("POWERED_DOWN", "POWER");

  /** Flags that do not keep jobs from a node. */
  private static final Set<String> HARMLESS =
      Set.of(
          "CLOUD", "DYNAMIC", "DYNAMIC_NORM", "DYNAMIC_FUTURE", "REBOOT_REQUESTED",
          "REBOOT_CANCELED", "RESUME", "UNDRAIN", "COMPLETING");

  private static final Set<String> BASES =
      Set.of("IDLE", "MIXED", "MIX", "ALLOCATED", "ALLOC", "COMPLETING");

  private final String backend;

  NodeStatus(String backend) {
    this.backend = backend;
  }

  /**
   * Of a state and its flags, in any order and case: sinfo(1), NODE STATE CODES. A drain is named
   * first, as Slurm does, since it was somebody's will; a node that ends a job is not idle yet. What
   * is wholly allocated is that, whatever it is kept for afterwards.
   */
  public static NodeStatus of(Collection<String> words) {
    Set<String> upper =
        words.stream().map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    if (hasAny(upper, DRAINING)) {
      return DRAIN;
    }
    if (upper.contains("REBOOT_ISSUED")) {
      return REBOOT;
    }
    if (hasAny(upper, OFF)) {
      return POWERED_DOWN;
    }
    if (hasAny(upper, ON_ITS_WAY)) {
      return POWERING;
    }
    return hasAny(upper, NOT_WELL) || !hasAny(upper, BASES) ? DOWN : atWork(upper);
  }

  private static NodeStatus atWork(Set<String> upper) {
    if (upper.contains("ALLOCATED") || upper.contains("ALLOC")) {
      return ALLOC;
    }
    if (upper.contains("MAINTENANCE") || upper.contains("MAINT")) {
      return MAINT;
    }
    for (NodeStatus kept : List.of(RESERVED, BLOCKED, PLANNED)) {
      if (upper.contains(kept.name())) {
        return kept;
      }
    }
    if (upper.stream().anyMatch(word -> !BASES.contains(word) && !HARMLESS.contains(word))) {
      return UNKNOWN;
    }
    if (upper.contains("MIXED") || upper.contains("MIX")) {
      return MIX;
    }
    return upper.contains("COMPLETING") ? ALLOC : IDLE;
  }

  private static boolean hasAny(Set<String> words, Set<String> wanted) {
    return words.stream().anyMatch(wanted::contains);
  }

  /** Whether anybody's job may start on what is not allocated. */
  boolean hasRoom() {
    return this == IDLE || this == MIX;
  }

  /** {@code idle}, {@code powered_down} and so on. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The nearest of the five words that the GPU Watchdog backend has: {@code idle alloc mix down drain}. */
  public String backendText() {
    return backend;
  }
}
