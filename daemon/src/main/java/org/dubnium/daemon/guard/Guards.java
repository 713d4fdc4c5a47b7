package org.dubnium.daemon.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;

/**
 * Judges a plan by all guards that concern it.
 *
 * <p>All are judged always, but for {@code audio-idle}: that one is judged if a mode that is left
 * names it among its leave guards, or one that is entered among its enter guards. To enter an
 * overlay is not to leave its base, and to leave it is not to enter the base.
 */
public final class Guards {

  private Guards() {}

  /** Every verdict, in the order of {@link GuardName}; never only the first that denies. */
  public static List<GuardVerdict> evaluate(GuardInput input) {
    Set<GuardName> named = Passage.of(input).named();
    List<GuardVerdict> verdicts = new ArrayList<>();
    for (GuardName name : GuardName.values()) {
      if (isAlwaysJudged(name) || named.contains(name)) {
        boolean bypassed = name.bypassable() && input.asker().bypass().contains(name);
        verdicts.add(new GuardVerdict(name, guard(name).judge(input), bypassed));
      }
    }
    return List.copyOf(verdicts);
  }

  private static boolean isAlwaysJudged(GuardName name) {
    return name != GuardName.AUDIO_IDLE;
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
      case CPU_LOAD -> new CpuLoad();
      case PERSISTENCE_PATHS -> new PersistencePaths();
      case HOLDS -> new HoldsGuard();
    };
  }
}
