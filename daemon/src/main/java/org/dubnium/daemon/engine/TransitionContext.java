package org.dubnium.daemon.engine;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.engine.step.ChangeSignal;
import org.dubnium.daemon.engine.step.StepHandlers;
import org.dubnium.daemon.operation.OperationRules;

/**
 * What every transition works with.
 *
 * @param changes of the host
 * @param bootId of this boot
 */
record TransitionContext(
    Ports ports,
    HostState host,
    ChangeSignal changes,
    Desired desired,
    StepHandlers steps,
    Holds holds,
    GracePeriod gracePeriod,
    EngineListener listener,
    Supplier<Policy> policy,
    InstantSource clock,
    String bootId) {

  static TransitionContext of(
      Ports ports,
      HostState host,
      ChangeSignal changes,
      Desired desired,
      EngineListener listener,
      Supplier<Policy> policy,
      InstantSource clock,
      String bootId) {
    Holds holds = new Holds();
    return new TransitionContext(
        ports,
        host,
        changes,
        desired,
        StepHandlers.on(
            ports.units(),
            ports.sessions(),
            ports.gpus(),
            ports.processes(),
            ports.failures(),
            ports.models(),
            ports.cluster(),
            changes,
            host::refresh,
            policy),
        holds,
        new GracePeriod(holds, policy),
        listener,
        policy,
        clock,
        bootId);
  }

  /** Observes now, and judges what was asked for by that. */
  Assessment judge(Operation operation, Asker asker) {
    Policy now = policy.get();
    return Assessment.of(
        host.refresh(),
        wanted(operation),
        OperationRules.of(operation, asker, now),
        asker,
        holds.all(),
        now);
  }

  /** What the operation would have served; empty if that stays as it is set. */
  Optional<Reading<ServedModel>> wanted(Operation operation) {
    return operation.wantedModel().map(this::wanted);
  }

  private Reading<ServedModel> wanted(ModelName name) {
    return ports
        .models()
        .find(name)
        .flatMap(
            found ->
                found
                    .map(model -> Reading.of(model.selected()))
                    .orElseGet(
                        () -> Reading.unavailable("the model store has no " + name + " any more")));
  }
}
