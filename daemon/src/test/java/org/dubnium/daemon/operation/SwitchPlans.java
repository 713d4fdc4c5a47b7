package org.dubnium.daemon.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.SliceSettings;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fixture.Policies;

/** Plans of mode switches on hosts in memory, and what is in them. */
final class SwitchPlans {

  static final Policy POLICY = Policies.shipped();
  static final ModeName DESKTOP = new ModeName("desktop");
  static final ModeName STUDIO = new ModeName("studio-local");
  static final ModeName COMPUTE = new ModeName("compute");

  private SwitchPlans() {}

  static FakeHost inStudio() {
    FakeHost host = FakeHost.inDesktop(1);
    host.units.unit("studio-local-policy.service").active();
    host.units.unit("audio-priority.service").active();
    host.units.unit("interactive.slice").slice(new SliceSettings(900L, 900L, null));
    host.units.unit("user.slice").slice(new SliceSettings(900L, 900L, null));
    host.units.unit("ai.slice").slice(new SliceSettings(20L, 20L, null));
    host.units.unit("platform.slice").slice(new SliceSettings(20L, 20L, null));
    return host;
  }

  static TransitionPlan plan(FakeHost host, ModeName to) {
    return plan(POLICY, host, to);
  }

  static TransitionPlan plan(Policy policy, FakeHost host, ModeName to) {
    return switch (rules(policy, to).plan(HostSnapshot.of(observe(policy, host), policy))) {
      case Reading.Value<TransitionPlan>(TransitionPlan made) -> made;
      case Reading.Unavailable<TransitionPlan>(String why) -> throw new AssertionError(why);
    };
  }

  static OperationRules rules(Policy policy, ModeName to) {
    return OperationRules.of(new Operation.ModeSwitch(to), Asker.ROOT, policy);
  }

  static Observation observe(Policy policy, FakeHost host) {
    return new Observation(
        1,
        Instant.EPOCH,
        host.units.read(policy.contracts().units()),
        host.units.failed(),
        host.sessions.sessions(),
        host.sessions.inhibitors(),
        host.gpus.read(),
        host.proc.processes(Set.of()),
        host.proc.terminalJobs(),
        host.audio.read(),
        host.proc.memory(),
        host.proc.load(),
        host.models.served(),
        host.server.load(),
        host.server.stall(),
        host.cluster.jobs(),
        Map.of());
  }

  static List<String> steps(TransitionPlan plan) {
    return plan.steps().stream()
        .map(step -> step.action().kind() + " " + step.action().subject())
        .toList();
  }

  static Optional<Step> undo(TransitionPlan plan, String step) {
    return plan.steps().stream()
        .filter(planned -> (planned.action().kind() + " " + planned.action().subject()).equals(step))
        .findFirst()
        .flatMap(PlannedStep::undo)
        .map(PlannedStep.Undo::step);
  }

  static UnitName unit(String name) {
    return new UnitName(name);
  }
}
