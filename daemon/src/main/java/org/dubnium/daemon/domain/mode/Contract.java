package org.dubnium.daemon.domain.mode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.daemon.domain.guard.GuardName;
import org.jspecify.annotations.Nullable;

/**
 * What must hold in a mode. Configuration, with three shipped.
 *
 * @param overlay the mode that this one sits on; null for a mode of its own
 * @param target the systemd target whose start enters the mode; null exactly for an overlay
 * @param unitsActive in the order in which they are started
 * @param slices resource settings by slice
 * @param capability what the host must have for this mode, by its name in the configured placement;
 *     null for nothing of that kind
 * @param memoryHeadroomMiB memory that must be available to enter, in MiB
 * @param enterGuards guards judged on entering, beside those that always are
 * @param leaveGuards guards judged on leaving
 * @param rank how disruptive the mode is to interactive use; greater is more
 * @param settleTimeout how long a wanted unit of this mode may take to become active
 */
public record Contract(
    ModeName name,
    @Nullable ModeName overlay,
    @Nullable UnitName target,
    List<UnitClause> unitsActive,
    List<UnitName> unitsInactive,
    Map<UnitName, SliceSettings> slices,
    GraphicsRule graphics,
    VllmRule vllm,
    GpuUse gpus,
    @Nullable String capability,
    long memoryHeadroomMiB,
    Set<GuardName> enterGuards,
    Set<GuardName> leaveGuards,
    int rank,
    Duration settleTimeout) {

  public Contract {
    if ((overlay == null) == (target == null)) {
      throw new IllegalArgumentException(
          "cannot define mode '" + name + "': it needs either a target or an overlay, and not both");
    }
    unitsActive = List.copyOf(unitsActive);
    unitsInactive = List.copyOf(unitsInactive);
    slices = java.util.Collections.unmodifiableMap(new TreeMap<>(slices));
    enterGuards = Set.copyOf(enterGuards);
    leaveGuards = Set.copyOf(leaveGuards);
  }

  public boolean isOverlay() {
    return overlay != null;
  }

  public Optional<ModeName> base() {
    return Optional.ofNullable(overlay);
  }

  /** How a mode uses the GPUs that change hands. */
  public enum GpuUse {
    /** GPUs are shared with whoever uses them already. */
    SHARED,
    /** The compute GPUs must be released by everybody else before the mode is entered. */
    EXCLUSIVE
  }

  /** What a contract says about graphical sessions. */
  public enum GraphicsRule {
    /** A display manager or graphical session must be there. */
    REQUIRED,
    /** No graphical session may be in authority over a seat. */
    ABSENT,
    /** Nothing is said. */
    ANY
  }

  /**
   * A unit that a contract wants active.
   *
   * @param whenEnabled the clause counts only if the unit is enabled on this host
   */
  public record UnitClause(UnitName unit, boolean whenEnabled) {}

  /** What a contract says about the model server. */
  public enum VllmRule {
    /** Active, on a host where it is enabled. */
    REQUIRED,
    /** Down. */
    FORBIDDEN,
    /** Nothing is said. */
    ANY;

    /** The unit that the rule is about. */
    public static final UnitName UNIT = new UnitName("vllm.service");
  }
}
