package org.dubnium.daemon.domain.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;

/**
 * What the administrator decided, as far as judging and switching need it.
 *
 * @param placement capability → {@code local} or the name of the host that has it
 * @param audio which programs mean that audio is in use
 * @param loadPerCpu load average of 5 minutes per CPU above which a transition is not begun; empty
 *     for any
 * @param drainDeadline what the model server is given to answer requests in flight before it ends;
 *     zero if a mode with such requests is not to be left
 * @param protectedUnits unit names and glob patterns that no plan may stop
 * @param notice what a transition owes beforehand to those whom it concerns
 * @param stepTimeout longest time for one systemd job of a transition
 * @param assertTimeout how long the host may take to show that a mode holds once all is done for it
 */
public record Policy(
    ModeName bootMode,
    Contracts contracts,
    Hardware hardware,
    Map<String, String> placement,
    ReleasePolicy release,
    AudioPolicy audio,
    SessionPolicy sessions,
    UserJobPolicy userJobs,
    Optional<Double> loadPerCpu,
    Duration drainDeadline,
    List<String> protectedUnits,
    List<PersistencePath> persistencePaths,
    NoticePolicy notice,
    Duration stepTimeout,
    Duration assertTimeout,
    ReconcilePolicy reconcile,
    DelegationPolicy delegation) {

  public Policy {
    placement = Map.copyOf(placement);
    protectedUnits = List.copyOf(protectedUnits);
    persistencePaths = List.copyOf(persistencePaths);
  }
}
