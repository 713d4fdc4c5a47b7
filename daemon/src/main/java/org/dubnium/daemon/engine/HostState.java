package org.dubnium.daemon.engine;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.Classifier;
import org.dubnium.daemon.classify.DriverFinding;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.Condition;
import org.dubnium.daemon.domain.mode.GpuUse;
import org.dubnium.daemon.domain.observation.Observation;
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
  private volatile @Nullable Snapshot last;
  private volatile boolean transitioning;
  private volatile boolean failed;

  HostState(
      Observer observer, Supplier<Policy> policy, StatusFiles files, EngineListener listener) {
    this.observer = observer;
    this.policy = policy;
    this.files = files;
    this.listener = listener;
  }

  /** Observes now, says so to everyone who listens, and answers the mode as the host shows it. */
  Snapshot refresh() {
    Observation observation = observer.observe();
    Snapshot seen = new Snapshot(observation, Classifier.classify(observation, policy.get()));
    publish(seen);
    return seen;
  }

  /** The same for a look that nobody asked for: GPUs that nobody needs are left alone. */
  Snapshot glance() {
    observer.letGpusRest(!transitioning && seen().filter(this::leavesGpusAlone).isPresent());
    Observation observation = observer.glance();
    Snapshot seen = new Snapshot(observation, Classifier.classify(observation, policy.get()));
    publish(seen);
    return seen;
  }

  private boolean leavesGpusAlone(Classification seen) {
    return seen.mode()
        .flatMap(mode -> policy.get().contracts().find(mode))
        .filter(contract -> contract.gpus() != GpuUse.EXCLUSIVE)
        .isPresent();
  }

  /** The mode as the host last showed it; empty before the first observation. */
  Optional<Classification> seen() {
    return Optional.ofNullable(last).map(Snapshot::classification);
  }

  /** What was seen last, with the transition that is under way or has failed. */
  Optional<Snapshot> current() {
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
    Snapshot newest = last;
    if (newest != null) {
      publish(newest);
    }
  }

  private void publish(Snapshot seen) {
    publishing.lock();
    try {
      Snapshot newest = last;
      if (newest != null && newest.observation().sequence() > seen.observation().sequence()) {
        return;
      }
      last = seen;
      Snapshot told = outwards(seen);
      files.observed(told.observation(), told.classification());
      listener.observed(told);
    } finally {
      publishing.unlock();
    }
  }

  private Snapshot outwards(Snapshot seen) {
    Classification shown = DriverFinding.shown(seen.classification(), seen.observation());
    if (transitioning) {
      shown = shown.withCondition(Condition.TRANSITIONING);
    } else if (failed && seen.classification().condition() != Condition.SETTLED) {
      shown = shown.withCondition(Condition.FAILED_TRANSITION);
    }
    return new Snapshot(seen.observation(), shown);
  }
}
