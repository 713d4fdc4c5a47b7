package org.dubnium.daemon.reconcile;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.RepairTarget;
import org.dubnium.daemon.domain.mode.Contracts;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.UnitJob;
import org.dubnium.daemon.port.UnitJob.JobResult;
import org.dubnium.daemon.port.UnitManager;

/** Starts a unit that must be up, or sets what its resource settings must be. */
final class UnitRepair {

  /** How long the end of a cancelled job is awaited. */
  private static final Duration LETTING_GO = Duration.ofSeconds(10);

  private final UnitManager units;
  private final Supplier<Policy> policy;

  UnitRepair(UnitManager units, Supplier<Policy> policy) {
    this.units = units;
    this.policy = policy;
  }

  RepairOutcome of(ModeName mode, RepairTarget demand, CompletableFuture<Void> calledOff) {
    return switch (demand.remedy()) {
      case RepairTarget.Start _ -> start(mode, demand.unit(), calledOff);
      case RepairTarget.SetProperties(SliceSettings settings) -> set(demand.unit(), settings);
    };
  }

  private RepairOutcome set(UnitName unit, SliceSettings settings) {
    try {
      units.setProperties(unit, settings);
      return new RepairOutcome.Repaired();
    } catch (HostException refused) {
      return new RepairOutcome.Failed(refused.getMessage());
    }
  }

  private RepairOutcome start(ModeName mode, UnitName unit, CompletableFuture<Void> calledOff) {
    Duration time = startTime(mode);
    UnitJob job = units.start(unit);
    await(CompletableFuture.anyOf(job.result(), calledOff), time);
    if (job.result().isDone()) {
      return outcome(unit, job.result().join());
    }
    job.cancel();
    await(job.result(), LETTING_GO);
    return calledOff.isDone()
        ? new RepairOutcome.CalledOff()
        : new RepairOutcome.Failed("cannot start " + unit + " within " + time.toSeconds() + " s");
  }

  /** A start that takes longer was not meant by the contract; an overlay's base is started too. */
  private Duration startTime(ModeName mode) {
    Contracts contracts = policy.get().contracts();
    Duration own = contracts.get(mode).settleTimeout();
    Duration base = contracts.baseOf(mode).settleTimeout();
    return own.compareTo(base) < 0 ? base : own;
  }

  private static RepairOutcome outcome(UnitName unit, JobResult result) {
    return result.kind() == JobResult.Kind.DONE
        ? new RepairOutcome.Repaired()
        : new RepairOutcome.Failed(
            "cannot start " + unit + ": " + result.detail() + "; see: systemctl status " + unit);
  }

  private static void await(CompletableFuture<?> event, Duration atMost) {
    var _ =
        event
            .thenApply(result -> true)
            .completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS)
            .join();
  }
}
