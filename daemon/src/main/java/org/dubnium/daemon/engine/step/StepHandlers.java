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
import org.dubnium.daemon.port.GpuProbe;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.port.UnitManager;

/** The handler of every kind of step: there is none without. */
public final class StepHandlers {

  private final Map<Class<? extends Step>, StepHandler<?>> byKind = new HashMap<>();

  /**
   * @throws IllegalStateException if a kind of step has no handler, or two
   */
  StepHandlers(List<StepHandler<?>> handlers) {
    for (StepHandler<?> handler : handlers) {
      if (byKind.put(handler.kind(), handler) != null) {
        throw new IllegalStateException("cannot have two handlers of " + handler.kind());
      }
    }
    for (Class<?> kind : Step.class.getPermittedSubclasses()) {
      if (!byKind.containsKey(kind)) {
        throw new IllegalStateException("cannot do steps without a handler of " + kind);
      }
    }
  }

  /** The handlers of this host. */
  public static StepHandlers on(
      UnitManager units,
      SessionMonitor sessions,
      GpuProbe gpus,
      ProcTable processes,
      ChangeSignal changes,
      Supplier<HostSnapshot> look,
      Supplier<Policy> policy) {
    return new StepHandlers(
        List.of(
            new StartUnitHandler(units),
            new StopUnitHandler(units),
            new TerminateSessionHandler(sessions, changes),
            new SetUnitPropertiesHandler(units),
            new AwaitGpuReleaseHandler(gpus, processes, policy),
            new AssertModeHandler(changes, look)));
  }

  /**
   * Does the step.
   *
   * @throws StepFailed if it did not take effect in time, or was called off
   */
  public void run(Step step, Duration deadline, Cancellation cancellation, WaitListener waiting)
      throws StepFailed {
    run(handler(step), step, deadline, cancellation, waiting);
  }

  /**
   * Refuses to begin what would be done by half. For the way forward alone; on the way back half is
   * better than nothing.
   */
  public void requireWhole(Step step) throws StepFailed {
    requireWhole(handler(step), step);
  }

  private StepHandler<?> handler(Step step) {
    return Objects.requireNonNull(byKind.get(step.getClass()));
  }

  private static <S extends Step> void run(
      StepHandler<S> handler,
      Step step,
      Duration deadline,
      Cancellation cancellation,
      WaitListener waiting)
      throws StepFailed {
    try {
      handler.run(handler.kind().cast(step), deadline, cancellation, waiting);
    } catch (StepFailed failed) {
      throw new StepFailed(failed.reason().withStep(step));
    }
  }

  private static <S extends Step> void requireWhole(StepHandler<S> handler, Step step)
      throws StepFailed {
    try {
      handler.requireWhole(handler.kind().cast(step));
    } catch (StepFailed failed) {
      throw new StepFailed(failed.reason().withStep(step));
    }
  }
}
