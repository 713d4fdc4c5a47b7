package org.dubnium.daemon.app;

import java.util.concurrent.CompletableFuture;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.engine.Recovery;
import org.dubnium.daemon.port.UnitManager;

/** Brings the host to its boot mode, once a boot, as soon as the machine has finished starting. */
final class BootNormalisation {

  private final UnitManager units;
  private final Recovery recovery;
  private final CompletableFuture<Void> booted = new CompletableFuture<>();

  BootNormalisation(UnitManager units, Recovery recovery) {
    this.units = units;
    this.recovery = recovery;
  }

  /** Completes when the boot mode was asked for, or needed not to be. */
  CompletableFuture<Void> startIf(boolean newBoot) {
    if (!newBoot) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> asked =
        booted.thenRunAsync(this::normalise, Thread::startVirtualThread);
    units.onChange(this::look);
    look();
    return asked;
  }

  private void normalise() {
    try {
      recovery.normalise();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    if (!booted.isDone() && Reading.of(true).equals(units.isBooted())) {
      booted.complete(null);
    }
  }
}
