package org.dubnium.daemon.domain.observation;

import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;

/**
 * A unit as systemd shows it. Values of the strings: org.freedesktop.systemd1(5).
 *
 * @param loadState {@code loaded not-found masked bad-setting error …}
 * @param activeState {@code active reloading inactive failed activating deactivating …}
 * @param unitFileState {@code enabled enabled-runtime generated static disabled masked …}, or empty
 * @param result why a service is failed, {@code success} otherwise, empty for other units
 * @param job type of the job that is queued or running for it, {@code start stop restart …}; empty
 *     for none
 * @param conflicts units that its start would stop ({@code Conflicts ConflictedBy})
 * @param stopsWith all units that stop when it stops, also by way of others ({@code RequiredBy
 *     RequisiteOf BoundBy ConsistsOf PropagatesStopTo})
 * @param slice resource settings as set; only for slices
 */
public record UnitState(
    UnitName name,
    String loadState,
    String activeState,
    String subState,
    String unitFileState,
    String result,
    Optional<String> job,
    Set<UnitName> conflicts,
    Set<UnitName> stopsWith,
    Optional<SliceSettings> slice) {

  public UnitState {
    conflicts = Set.copyOf(conflicts);
    stopsWith = Set.copyOf(stopsWith);
  }

  public boolean hasJob() {
    return job.isPresent();
  }

  public boolean isActive() {
    return activeState.equals("active") || activeState.equals("reloading");
  }

  /** Neither running nor on its way there; a failed unit is down as well. */
  public boolean isDown() {
    return activeState.equals("inactive") || activeState.equals("failed");
  }

  /** An attempt to start it is under way, by whomever. */
  public boolean isStarting() {
    return activeState.equals("activating") && !awaitsRestart();
  }

  /** A service whose last attempt failed, and which systemd starts again after a pause: {@code RestartSec=}. */
  public boolean awaitsRestart() {
    return subState.startsWith("auto-restart");
  }

  /**
   * A service that runs and was masked meanwhile: systemd no longer knows what belongs to its stop
   * ({@code ExecStop=} and the rest of its file), and would leave that out.
   */
  public boolean isMaskedWhileUp() {
    return loadState.equals("masked") && !isDown() && name.value().endsWith(".service");
  }

  public boolean isLoadable() {
    return loadState.equals("loaded");
  }

  /** A generated unit, such as Quadlet's, is there because a file of the administrator's wants it. */
  public boolean isEnabled() {
    return switch (unitFileState) {
      case "enabled", "enabled-runtime", "linked", "linked-runtime", "alias", "generated" -> true;
      default -> false;
    };
  }

  /**
   * Whether this unit, as a model server, takes part and is the packaged one, which reads what it
   * serves from its environment files. A generated unit has that in a container file.
   */
  public boolean servesByEnvironment() {
    return isLoadable() && isEnabled() && isPackaged();
  }

  /** Whether what it is set to serve can be read: it takes part, or runs all the same. */
  public boolean readsEnvironment() {
    return servesByEnvironment() || (isActive() && isPackaged());
  }

  private boolean isPackaged() {
    return !unitFileState.equals("generated");
  }
}
