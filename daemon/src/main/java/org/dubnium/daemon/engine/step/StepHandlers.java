package org.dubnium.daemon.engine.step;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.port.ClusterNode;
import org.dubnium.daemon.port.FailureReports;
import org.dubnium.daemon.port.GpuProbe;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitManager;

/** The handler of every kind of step: there is none without. */
public final class StepHandlers {

  /** A kind of step with its handler. */
  record Entry<S extends Step>(Class<S> kind, StepHandler<S> handler) {

    void run(Step step, Duration deadline, Cancellation cancellation, WaitListener waiting)
        throws StepFailed {
      handler.run(kind.cast(step), deadline, cancellation, waiting);
    }

    void requireWhole(Step step) throws StepFailed {
      handler.requireWhole(kind.cast(step));
    }
  }

  private final Map<Class<?>, Entry<?>> byKind = new HashMap<>();

  /**
   * @throws IllegalStateException if a kind of step has no handler, or two
   */
  StepHandlers(List<Entry<?>> entries) {
    for (Entry<?> entry : entries) {
      if (byKind.put(entry.kind(), entry) != null) {
        throw new IllegalStateException("cannot have two handlers of " + entry.kind());
      }
    }
    for (Class<?> kind : Step.class.getPermittedSubclasses()) {
      if (!byKind.containsKey(kind)) {
        throw new IllegalStateException("cannot do steps without a handler of " + kind);
      }
    }
  }

  /**
   * The handlers of this host.
   *
   * @param failures tells why a unit did not come up
   * @param look observes the host
   */
  public static StepHandlers on(
      UnitManager units,
      SessionMonitor sessions,
      GpuProbe gpus,
      ProcTable processes,
      FailureReports failures,
      ModelStore models,
      ClusterNode cluster,
      ChangeSignal changes,
      Supplier<HostSnapshot> look,
      Supplier<Policy> policy) {
    return new StepHandlers(
        List.of(
            new Entry<>(Step.StartUnit.class, new StartUnitHandler(units, failures)),
            new Entry<>(Step.StopUnit.class, new StopUnitHandler(units)),
            new Entry<>(
                Step.TerminateSession.class, new TerminateSessionHandler(sessions, changes)),
            new Entry<>(Step.SetUnitProperties.class, new SetUnitPropertiesHandler(units)),
            new Entry<>(
                Step.AwaitGpuRelease.class, new AwaitGpuReleaseHandler(gpus, processes, policy)),
            new Entry<>(Step.SelectModel.class, new SelectModelHandler(models)),
            new Entry<>(
                Step.DrainSlurmNode.class, new DrainSlurmNodeHandler(units, cluster)),
            new Entry<>(Step.ResumeSlurmNode.class, new ResumeSlurmNodeHandler(units)),
            new Entry<>(Step.AssertMode.class, new AssertModeHandler(changes, look))));
  }

  /**
   * Does the step, and sees that it took effect.
   *
   * @throws StepFailed if it did not take effect in time, or was called off
   */
  public void run(Step step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    try {
      entry(step).run(step, deadline, cancellation, waiting);
    } catch (StepFailed failed) {
      throw new StepFailed(failed.reason().withStep(step));
    }
  }

  /**
   * Refuses to begin what would be done by half. For the way forward alone; on the way back half is
   * better than nothing.
   */
  public void requireWhole(Step step) throws StepFailed {
    try {
      entry(step).requireWhole(step);
    } catch (StepFailed failed) {
      throw new StepFailed(failed.reason().withStep(step));
    }
  }

  private Entry<?> entry(Step step) {
    return Objects.requireNonNull(byKind.get(step.getClass()));
  }
}
