package org.dubnium.daemon.reconcile;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What repairs see of the host, and when they may change it. */
public interface HostAccess {

  /** What was seen last; empty before the first observation. */
  Optional<Situation> seen();

  /** Observes now. */
  Situation look();

  /**
   * Does a repair on the caller's thread, while no transition runs and none begins. The future that
   * it is given completes when a transition is asked for: then it has to end at once.
   *
   * @return false if a transition runs, and nothing was done
   */
  boolean repair(Consumer<CompletableFuture<Void>> repair);
}
