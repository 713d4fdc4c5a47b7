package org.dubnium.daemon.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.dubnium.daemon.classify.Classifier;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.operation.OperationRules;

/** Judges a request on a host by the plan that the planner makes for it. */
final class GuardBench {

  private final Policy policy;
  private final Asker asker;
  private final List<Hold> holds;

  private GuardBench(Policy policy, Asker asker, List<Hold> holds) {
    this.policy = policy;
    this.asker = asker;
    this.holds = holds;
  }

  GuardBench(Policy policy) {
    this(policy, Asker.ROOT, List.of());
  }

  GuardBench askedBy(Asker who) {
    return new GuardBench(policy, who, holds);
  }

  GuardBench held(Hold... by) {
    return new GuardBench(policy, asker, List.of(by));
  }

  static GuardBench shipped() {
    return new GuardBench(Policies.shipped());
  }

  static GuardBench with(String json) {
    return new GuardBench(Policies.with(json));
  }

  List<GuardVerdict> all(ObservationBuilder host, String to) {
    Observation seen = host.build();
    return all(seen, seen, to);
  }

  /** Plans by one observation and judges by another. */
  List<GuardVerdict> all(Observation planned, Observation judged, String to) {
    return Guards.evaluate(judgedBy(input(planned, to), judged));
  }

  GuardInput input(ObservationBuilder host, String to) {
    return input(host.build(), to);
  }

  private GuardInput input(Observation planned, String to) {
    HostSnapshot seen = HostSnapshot.of(planned, policy);
    TransitionPlan plan =
        switch (OperationRules.of(new Operation.ModeSwitch(new ModeName(to)), asker, policy)
            .plan(seen)) {
          case Reading.Value<TransitionPlan>(TransitionPlan made) -> made;
          case Reading.Unavailable<TransitionPlan>(String why) -> throw new AssertionError(why);
        };
    return GuardInput.of(seen, policy, plan, asker, holds);
  }

  /** The same plan, on the host as it is later. */
  static GuardInput judgedBy(GuardInput planned, Observation judged) {
    Classification before = Classifier.classify(planned.observation(), planned.policy());
    return GuardInput.of(
        new HostSnapshot(judged, before),
        planned.policy(),
        planned.plan(),
        planned.asker(),
        planned.holds());
  }

  Verdict one(GuardName guard, ObservationBuilder host, String to) {
    return pick(guard, all(host, to));
  }

  static Verdict pick(GuardName guard, List<GuardVerdict> verdicts) {
    return verdicts.stream()
        .filter(verdict -> verdict.guard() == guard)
        .map(GuardVerdict::verdict)
        .findFirst()
        .orElseThrow(() -> new AssertionError(guard + " was not judged"));
  }

  static void assertPass(Verdict verdict) {
    assertEquals(new Verdict.Pass(), verdict);
  }

  static Verdict.Deny assertDeny(String code, Verdict verdict) {
    Verdict.Deny deny = assertInstanceOf(Verdict.Deny.class, verdict);
    assertEquals(code, deny.code());
    return deny;
  }

  static void assertFault(String message, Verdict verdict) {
    assertEquals(new Verdict.Fault(message), verdict);
  }
}
