package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.List;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;

/**
 * Judges a plan by all guards that concern it.
 *
 * <p>Those of the model are judged where a mode is entered that has one served, that of its server
 * where a plan stops it, that of a cluster's jobs where a plan leaves the cluster; {@code audio-idle}
 * where a mode that is left names it among its leave guards, or one that is entered among its enter
 * guards; all others always. To enter an overlay is not to leave its base, and to leave it is not
 * to enter the base. Where a model is selected and nothing else is done, the model alone is judged.
 */
public final class Guards {

  private Guards() {}

  /** Every verdict, in the order of {@link GuardName}; never only the first that denies. */
  public static List<GuardVerdict> evaluate(GuardInput input) {
    List<GuardVerdict> verdicts = new ArrayList<>();
    for (GuardName name : GuardName.values()) {
      if (concerns(name, input)) {
        verdicts.add(new GuardVerdict(name, guard(name).judge(input), isBypassed(name, input)));
      }
    }
    return List.copyOf(verdicts);
  }

  private static boolean isBypassed(GuardName name, GuardInput input) {
    return name.bypassable()
        && input.asker().bypass().contains(name)
        && (name != GuardName.HOLDS || HoldsGuard.allPassed(input));
  }

  private static boolean concerns(GuardName name, GuardInput input) {
    if (input.plan().onlySelects()) {
      return name == GuardName.GPU_MEMORY_FIT || name == GuardName.MODEL_BUNDLE;
    }
    return switch (name) {
      case AUDIO_IDLE -> input.passage().named().contains(name);
      case GPU_MEMORY_FIT, MODEL_BUNDLE -> ServerImpact.begins(input);
      case SERVER_DRAINABLE -> ServerImpact.ends(input);
      // What the former model's server gives back, nobody knows beforehand.
      case MEMORY_HEADROOM -> input.plan().selection().isEmpty();
      case SLURM_JOBS -> SlurmJobs.drain(input).isPresent();
      case TARGET_REACHABLE,
          PLACEMENT_PRESENT,
          SESSION_TERMINABLE,
          GPU_HOLDERS,
          USER_JOBS,
          CPU_LOAD,
          PERSISTENCE_PATHS,
          HOLDS ->
          true;
    };
  }

  private static Guard guard(GuardName name) {
    return switch (name) {
      case TARGET_REACHABLE -> new TargetReachable();
      case PLACEMENT_PRESENT -> new PlacementPresent();
      case AUDIO_IDLE -> new AudioIdle();
      case SESSION_TERMINABLE -> new SessionTerminable();
      case GPU_HOLDERS -> new GpusReleasable();
      case USER_JOBS -> new UserJobs();
      case MEMORY_HEADROOM -> new MemoryHeadroom();
      case GPU_MEMORY_FIT -> new GpuMemoryFit();
      case CPU_LOAD -> new CpuLoad();
      case PERSISTENCE_PATHS -> new PersistencePaths();
      case MODEL_BUNDLE -> new ModelVerified();
      case SERVER_DRAINABLE -> new ServerDrainable();
      case SLURM_JOBS -> new SlurmJobs();
      case HOLDS -> new HoldsGuard();
    };
  }
}
