package org.dubnium.daemon.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Wakes those who wait for the host to change. Take {@link #next()} before reading the host: then a
 * change between the reading and the wait is not missed.
 */
final class HostChanges {

  private final AtomicReference<CompletableFuture<Void>> next =
      new AtomicReference<>(new CompletableFuture<>());

  void announce() {
    next.getAndSet(new CompletableFuture<>()).complete(null);
  }

  /** Completes at the next change. */
  CompletableFuture<Void> next() {
    return next.get();
  }
}
