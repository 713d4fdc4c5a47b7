package org.dubnium.daemon.engine;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.guard.GpuFit;
import org.dubnium.daemon.guard.GuardInput;
import org.dubnium.daemon.guard.Guards;
import org.dubnium.daemon.guard.Losses;
import org.dubnium.daemon.guard.Passage;
import org.dubnium.daemon.guard.TouchedJobs;
import org.dubnium.daemon.guard.TouchedJobs.Touched;
import org.dubnium.daemon.operation.OperationRules;

/**
 * What one observation says about a request: the plan, and every guard's verdict on it.
 *
 * @param reached what is asked for holds already, and nothing has to be done
 * @param plan unavailable if the host could not be read well enough to make one
 * @param passage the modes that the plan leaves and enters; none if there is no plan
 * @param verdicts empty if there is no plan
 * @param losses what people would lose by the plan; unavailable if there is none
 * @param gpuFit whether the model fits the GPUs; empty if the plan has none served
 * @param clusterJobs those that the plan has to do with
 */
public record Assessment(
    HostSnapshot snapshot,
    boolean reached,
    Reading<TransitionPlan> plan,
    Passage passage,
    List<GuardVerdict> verdicts,
    Reading<Losses> losses,
    Optional<Reading<GpuFit>> gpuFit,
    List<Touched> clusterJobs) {

  public Assessment {
    verdicts = List.copyOf(verdicts);
    clusterJobs = List.copyOf(clusterJobs);
  }

  /**
   * Of a plan that is made now.
   *
   * @param wanted what it would have served, and guards judge; empty for what the server is set to
   *     serve
   */
  static Assessment of(
      HostSnapshot snapshot,
      Optional<Reading<ServedModel>> wanted,
      OperationRules rules,
      Asker asker,
      List<Hold> holds,
      Policy policy) {
    boolean reached = rules.isReached(snapshot);
    Reading<TransitionPlan> plan = rules.plan(snapshot);
    return switch (plan) {
      case Reading.Value<TransitionPlan>(TransitionPlan made) ->
          of(snapshot, wanted, reached, made, asker, holds, policy);
      case Reading.Unavailable<TransitionPlan>(String why) ->
          new Assessment(
              snapshot,
              reached,
              plan,
              Passage.NONE,
              List.of(),
              Reading.unavailable(why),
              Optional.empty(),
              List.of());
    };
  }

  /** Of what remains of a plan that was made before. */
  static Assessment of(
      HostSnapshot snapshot,
      Optional<Reading<ServedModel>> wanted,
      TransitionPlan plan,
      Asker asker,
      List<Hold> holds,
      Policy policy) {
    return of(snapshot, wanted, false, plan, asker, holds, policy);
  }

  private static Assessment of(
      HostSnapshot snapshot,
      Optional<Reading<ServedModel>> wanted,
      boolean reached,
      TransitionPlan plan,
      Asker asker,
      List<Hold> holds,
      Policy policy) {
    GuardInput input =
        GuardInput.of(
            wanted.map(snapshot::serving).orElse(snapshot), policy, plan, asker, holds);
    return new Assessment(
        snapshot,
        reached,
        Reading.of(plan),
        input.passage(),
        Guards.evaluate(input),
        Losses.of(input),
        GpuFit.concerning(input),
        TouchedJobs.of(input));
  }

  /** Whether the plan ends a session, or somebody's work. */
  boolean isDisruptive() {
    return plan instanceof Reading.Value<TransitionPlan>(TransitionPlan made)
        && losses instanceof Reading.Value<Losses>(Losses lost)
        && (!made.ends().isEmpty() || lost.endsSessions());
  }

  /** Why a transition may not go on; NONE if it may. */
  Reason objection() {
    if (plan instanceof Reading.Unavailable<TransitionPlan>(String why)) {
      return Reason.of(
          ReasonCode.OBSERVATION_UNAVAILABLE, "cannot plan without knowing the host: " + why);
    }
    List<GuardVerdict> blocking = verdicts.stream().filter(GuardVerdict::blocks).toList();
    if (blocking.isEmpty()) {
      return Reason.NONE;
    }
    if (blocking.stream().allMatch(judged -> judged.guard() == GuardName.HOLDS)) {
      return Reason.of(ReasonCode.HELD, words(blocking.getFirst())).withGuards(verdicts);
    }
    boolean denied =
        blocking.stream().anyMatch(judged -> !(judged.verdict() instanceof Verdict.Fault));
    String message = String.join("; ", blocking.stream().map(Assessment::words).toList());
    return Reason.of(denied ? ReasonCode.GUARD_DENIED : ReasonCode.GUARD_ERROR, message)
        .withGuards(verdicts);
  }

  private static String words(GuardVerdict judged) {
    String said =
        switch (judged.verdict()) {
          case Verdict.Pass pass -> "passed";
          case Verdict.Wait wait -> wait.message();
          case Verdict.Deny deny -> deny.message();
          case Verdict.Fault fault -> fault.message();
        };
    return judged.guard().text() + ": " + said;
  }
}
