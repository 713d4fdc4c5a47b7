package org.dubnium.daemon.engine;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.DriverFinding;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.Contract.GpuUse;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.port.StatusFiles;
import org.jspecify.annotations.Nullable;

/**
 * What the host was last seen to be. The mode comes from an observation and nothing else; what is
 * remembered is only whether a transition is under way and whether the last one failed.
 */
final class HostState {

  private final Observer observer;
  private final Supplier<Policy> policy;
  private final StatusFiles files;
  private final EngineListener listener;
  private final ReentrantLock publishing = new ReentrantLock();
  private volatile @Nullable HostSnapshot last;
  private volatile boolean transitioning;
  private volatile boolean failed;
  private volatile boolean outdated;

  HostState(
      Observer observer, Supplier<Policy> policy, StatusFiles files, EngineListener listener) {
    this.observer = observer;
    this.policy = policy;
    this.files = files;
    this.listener = listener;
  }

  /** Observes now, says so to everyone who listens, and answers the mode as the host shows it. */
  HostSnapshot refresh() {
    outdated = false;
    HostSnapshot seen = HostSnapshot.of(observer.observe(), policy.get());
    publish(seen);
    return seen;
  }

  /** The same for a look that nobody asked for: GPUs that nobody needs are left alone. */
  HostSnapshot glance() {
    boolean unneeded =
        seen().map(HostSnapshot::classification).filter(this::leavesGpusAlone).isPresent();
    observer.letGpusRest(!transitioning && unneeded);
    outdated = false;
    HostSnapshot seen = HostSnapshot.of(observer.glance(), policy.get());
    publish(seen);
    return seen;
  }

  private boolean leavesGpusAlone(Classification seen) {
    return seen.mode()
        .flatMap(mode -> policy.get().contracts().find(mode))
        .filter(contract -> contract.gpus() != GpuUse.EXCLUSIVE)
        .isPresent();
  }

  /** What the host last showed; empty before the first observation. */
  Optional<HostSnapshot> seen() {
    return Optional.ofNullable(last);
  }

  /** Whether nobody has looked since, and no repair was done: the host is taken to be as it was. */
  boolean isStill(HostSnapshot seen) {
    HostSnapshot newest = last;
    return !outdated
        && newest != null
        && newest.observation().sequence() == seen.observation().sequence();
  }

  /** The host was changed since it was seen last, or while it was looked at. */
  void outdate() {
    outdated = true;
  }

  /** What was seen last, with the transition that is under way or has failed. */
  Optional<HostSnapshot> current() {
    return Optional.ofNullable(last).map(this::outwards);
  }

  void transitionBegan() {
    observer.letGpusRest(false);
    transitioning = true;
  }

  /**
   * Says what was seen last again, as it is without a transition.
   *
   * @param stranded the host is not where it should be, and stays {@code failed-transition} until
   *     it is seen settled again
   */
  void transitionEnded(boolean stranded) {
    transitioning = false;
    failed = stranded;
    HostSnapshot newest = last;
    if (newest != null) {
      publish(newest);
    }
  }

  private void publish(HostSnapshot seen) {
    publishing.lock();
    try {
      HostSnapshot newest = last;
      if (newest != null && newest.observation().sequence() > seen.observation().sequence()) {
        return;
      }
      last = seen;
      HostSnapshot told = outwards(seen);
      files.observed(told.observation(), told.classification());
      listener.observed(told);
    } finally {
      publishing.unlock();
    }
  }

  private HostSnapshot outwards(HostSnapshot seen) {
    Classification shown = DriverFinding.shown(seen.classification(), seen.observation());
    if (transitioning) {
      shown = shown.withCondition(Condition.TRANSITIONING);
    } else if (failed && seen.classification().condition() != Condition.SETTLED) {
      shown = shown.withCondition(Condition.FAILED_TRANSITION);
    }
    return seen.shownAs(shown);
  }
}
