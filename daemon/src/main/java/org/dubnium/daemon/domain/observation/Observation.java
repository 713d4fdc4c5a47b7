package org.dubnium.daemon.domain.observation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ServedModel;

/**
 * The host at one moment: readings taken in parallel, each a value or the reason why there is none.
 *
 * @param sequence counts the observations of this process
 * @param at when the readings were begun
 * @param units every unit of the contracts, what their start would stop, and what stops with any of
 *     these
 * @param failedUnits every unit of the host that is failed, of the contracts or not
 * @param inhibitors of logind, blocking and delaying
 * @param model what the model server is set to serve; looked at only where it takes part
 * @param serverLoad what the model server has to do; looked at only while it is active
 * @param paths by configured path
 */
public record Observation(
    long sequence,
    Instant at,
    Reading<Map<UnitName, UnitState>> units,
    Reading<Set<UnitName>> failedUnits,
    Reading<List<Session>> sessions,
    Reading<List<Inhibitor>> inhibitors,
    Reading<GpuInventory> gpus,
    Reading<ProcessTable> processes,
    Reading<List<TerminalJob>> terminalJobs,
    Reading<AudioState> audio,
    Reading<MemoryState> memory,
    Reading<LoadState> load,
    Reading<ServedModel> model,
    Reading<ServerLoad> serverLoad,
    Map<String, Reading<PathState>> paths) {

  public Observation {
    units = units.map(Map::copyOf);
    failedUnits = failedUnits.map(Set::copyOf);
    sessions = sessions.map(List::copyOf);
    inhibitors = inhibitors.map(List::copyOf);
    terminalJobs = terminalJobs.map(List::copyOf);
    paths = Map.copyOf(paths);
  }

  /** A unit's state; unavailable if systemd was not read or the unit was not asked for. */
  public Reading<UnitState> unit(UnitName name) {
    return units.flatMap(
        all ->
            Optional.ofNullable(all.get(name))
                .map(Reading::of)
                .orElseGet(() -> Reading.unavailable("systemd was not asked about " + name)));
  }
}
