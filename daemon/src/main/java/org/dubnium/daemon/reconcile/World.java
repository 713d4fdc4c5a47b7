package org.dubnium.daemon.reconcile;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What is known of the host, and the leave to change it. */
public interface World {

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
