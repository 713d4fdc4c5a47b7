package org.dubnium.daemon.classify;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contract.VllmRule;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.ProcessInfo;
import org.dubnium.daemon.domain.observation.ProcessTable;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UnitState;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * Processes of a former model server that outlived it and still hold a GPU: those in its unit's control
 * group while the unit is down, and those of its user that belong to another unit or to none. What a process
 * calls itself is no evidence, since anybody may choose that.
 */
public final class ServerStrays {

  private ServerStrays() {}

  /**
   * A sentence for each of them, with what to do; none where the host does not tell who holds its GPUs.
   *
   * @param serverUid as whom the model server runs; empty if that is not known
   */
  public static List<String> of(Observation observation, Policy policy, Optional<Long> serverUid) {
    return GpuHolders.of(observation.gpus(), observation.processes(), policy)
            instanceof Reading.Value<List<GpuHolder>>(List<GpuHolder> holders)
        ? holders.stream()
            .filter(holder -> !holder.tolerated() && isStray(holder, observation, serverUid))
            .map(ServerStrays::sentence)
            .distinct()
            .toList()
        : List.of();
  }

  private static boolean isStray(
      GpuHolder holder, Observation observation, Optional<Long> serverUid) {
    if (holder.unit().filter(VllmRule.UNIT.value()::equals).isPresent()) {
      return observation.unit(VllmRule.UNIT) instanceof Reading.Value<UnitState>(UnitState unit)
          && unit.isDown()
          && !unit.hasJob();
    }
    return serverUid.isPresent() && serverUid.equals(uid(holder, observation));
  }

  private static Optional<Long> uid(GpuHolder holder, Observation observation) {
    return observation.processes() instanceof Reading.Value<ProcessTable>(ProcessTable table)
        ? table.find(holder.pid()).map(ProcessInfo::uid)
        : Optional.empty();
  }

  private static String sentence(GpuHolder holder) {
    return Words.holder(holder)
        + " is left of a former model server; end it: kill "
        + holder.pid()
        + ", or if that does not help: kill -KILL "
        + holder.pid();
  }
}
