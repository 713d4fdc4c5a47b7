package org.dubnium.daemon.vllm;

import java.util.Optional;
import org.dubnium.daemon.domain.server.LoadPhase;
import org.dubnium.daemon.domain.server.LoadProgress;

/**
 * The phase of a load. Phases only move forward: any line of a later one proves those before, each single
 * line may be missing, and an unknown line changes nothing.
 */
final class PhaseLatch {

  private LoadProgress now = LoadProgress.BEGINNING;
  private boolean compiles = true;

  /** Takes a line; answers whether it changed anything. */
  boolean take(LogRecord line) {
    if (PhaseSigns.compilesNothing(line)) {
      compiles = false;
    }
    if (PhaseSigns.isLoaded(line)) {
      return loaded();
    }
    Optional<LoadProgress> told = PhaseSigns.of(line);
    return told.isPresent() && advance(told.get());
  }

  LoadProgress now() {
    return now;
  }

  /**
   * Takes that one rank has loaded its weights. The phase ends when the bar, which the first rank prints, is full
   * too.
   */
  private boolean loaded() {
    boolean othersLoad = now.phase() == LoadPhase.LOAD_WEIGHTS && now.done() < now.total();
    return !othersLoad
        && advance(LoadProgress.at(compiles ? LoadPhase.COMPILE : LoadPhase.PROFILE));
  }

  private boolean advance(LoadProgress told) {
    if (told.phase().isBefore(now.phase())) {
      return now.phase() == LoadPhase.LOAD_DRAFTER
          && told.phase() == LoadPhase.LOAD_WEIGHTS
          && told.total() > 0
          && count(told);
    }
    if (told.phase() == LoadPhase.WARMUP && told.total() > 0 && now.phase().isBefore(LoadPhase.COMPILE)) {
      // A bar of nobody knows whom, such as of files that are fetched.
      return false;
    }
    if (told.phase() == now.phase()) {
      return told.total() > 0 && count(told);
    }
    now = told;
    return true;
  }

  /** Takes a count; a bar that starts again, as for a second kind of graphs, starts the count again. */
  private boolean count(LoadProgress told) {
    LoadProgress counted = new LoadProgress(now.phase(), told.done(), told.total());
    boolean news = !counted.equals(now);
    now = counted;
    return news;
  }
}
