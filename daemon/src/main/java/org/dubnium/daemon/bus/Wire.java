package org.dubnium.daemon.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.mode.Contract;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.mode.UnitName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.UserUnit;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionPlan.Ending;
import org.dubnium.daemon.domain.transition.TransitionPlan.PlannedStep;
import org.dubnium.daemon.engine.Explanation;
import org.dubnium.daemon.engine.Notice;
import org.dubnium.daemon.guard.TouchedJobs.Touched;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.ClauseInfo;
import org.dubnium.dbus.contract.ClusterJobInfo;
import org.dubnium.dbus.contract.DegradationInfo;
import org.dubnium.dbus.contract.EndInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.HoldInfo;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.HolderInfo;
import org.dubnium.dbus.contract.ModeInfo;
import org.dubnium.dbus.contract.NoticeInfo;
import org.dubnium.dbus.contract.ReasonInfo;
import org.dubnium.dbus.contract.RequesterInfo;
import org.dubnium.dbus.contract.StepInfo;
import org.dubnium.dbus.contract.TransitionInfo;

/** Values of the domain in the form of the contract. */
final class Wire {

  private Wire() {}

  static String mode(Optional<ModeName> mode) {
    return mode.map(ModeName::value).orElse("unknown");
  }

  static OptionalLong number(Reading<? extends Number> reading) {
    return reading instanceof Reading.Value<? extends Number>(Number value)
        ? OptionalLong.of(value.longValue())
        : OptionalLong.empty();
  }

  static ModeInfo mode(Contract contract) {
    return new ModeInfo(
        contract.name().value(),
        contract.base().map(ModeName::value),
        Optional.ofNullable(contract.target()).map(UnitName::value),
        contract.rank());
  }

  static ClauseInfo clause(ClauseFinding finding) {
    return new ClauseInfo(finding.clause(), finding.expected(), finding.observed());
  }

  static List<DegradationInfo> degradations(
      List<ClauseFinding> findings, Map<String, RepairState> repairs) {
    return findings.stream()
        .map(
            finding ->
                new DegradationInfo(
                    clause(finding),
                    Optional.ofNullable(repairs.get(finding.clause())).map(Wire::repair)))
        .toList();
  }

  private static DegradationInfo.Repair repair(RepairState state) {
    return new DegradationInfo.Repair(state.kind().text(), state.attempts(), state.message());
  }

  static List<ClauseInfo> clauses(List<ClauseFinding> findings) {
    return findings.stream().map(Wire::clause).toList();
  }

  static HolderInfo holder(GpuHolder holder) {
    return new HolderInfo(
        holder.gpu(),
        holder.pid(),
        holder.kind().text(),
        holder.command(),
        holder.unit(),
        holder.session(),
        holder.userUnit().map(UserUnit::name),
        number(holder.bytes()),
        holder.tolerated());
  }

  static List<HolderInfo> holders(List<GpuHolder> holders) {
    return holders.stream().map(Wire::holder).toList();
  }

  /** The modes on the way, that which is left first, if it is known. */
  static List<String> route(TransitionPlan plan) {
    return Stream.concat(plan.from().stream(), plan.route().stream())
        .distinct()
        .map(ModeName::value)
        .toList();
  }

  static List<StepInfo> steps(TransitionPlan plan) {
    List<StepInfo> steps = new ArrayList<>();
    for (PlannedStep planned : plan.steps()) {
      steps.add(
          new StepInfo(
              steps.size() + 1,
              planned.action().kind(),
              planned.action().subject(),
              planned.deadline(),
              planned
                  .undo()
                  .map(undo -> undo.step().kind() + " " + undo.step().subject())
                  .orElse("")));
    }
    return steps;
  }

  /**
   * What a request would do.
   *
   * @param allowed whether whoever asks may have it
   */
  static ExplainInfo explained(Explanation explained, Allowed allowed) {
    TransitionPlan plan = explained.plan();
    return new ExplainInfo(
        mode(plan.from()),
        plan.to().value(),
        route(plan),
        explained.reached() ? List.of() : steps(plan),
        GuardWire.guards(explained.verdicts()),
        explained.reached() ? List.of() : ends(plan),
        explained.gpuFit().map(GpuFitWire::info),
        explained.typical().orElse(Duration.ZERO),
        allowed,
        explained.reached() ? List.of() : clusterJobs(explained.clusterJobs()));
  }

  /** The model that is to be served, of a swap. */
  static Optional<String> model(Operation operation) {
    return operation.wantedModel().map(ModelName::value);
  }

  private static Optional<String> former(Operation operation) {
    return switch (operation) {
      case Operation.ModeSwitch _ -> Optional.empty();
      case Operation.ModelSwap(ModelName _, ModeName _, String former) ->
          Optional.of(former).filter(text -> !text.isEmpty());
    };
  }

  static List<EndInfo> ends(TransitionPlan plan) {
    return plan.ends().stream()
        .map(end -> new EndInfo(end.kind(), end.name(), end.detail()))
        .toList();
  }

  static List<ClusterJobInfo> clusterJobs(List<Touched> jobs) {
    return jobs.stream()
        .map(
            touched ->
                new ClusterJobInfo(
                    touched.job().id(),
                    touched.job().shown(),
                    touched.job().user(),
                    touched.job().name(),
                    touched.job().partition(),
                    touched.job().left().orElse(Duration.ZERO),
                    touched.policy().text(),
                    touched.problem().orElse("")))
        .toList();
  }

  static Hold.Direction direction(HoldRequest.Direction direction) {
    return switch (direction) {
      case ENTER -> Hold.Direction.ENTER;
      case LEAVE -> Hold.Direction.LEAVE;
      case ANY -> Hold.Direction.ANY;
    };
  }

  static Hold.Kind kind(HoldRequest.Kind kind) {
    return switch (kind) {
      case BLOCK -> Hold.Kind.BLOCK;
      case DELAY -> Hold.Kind.DELAY;
    };
  }

  static HoldInfo hold(Hold hold) {
    return new HoldInfo(
        hold.cookie(),
        hold.mode().map(ModeName::value).orElse(""),
        hold.direction().text(),
        hold.kind().text(),
        hold.who(),
        hold.why(),
        hold.owner().uid(),
        hold.process().stream().mapToLong(Hold.Tie::pid).findFirst(),
        hold.since());
  }

  static NoticeInfo notice(Notice notice) {
    return new NoticeInfo(
        Jobs.path(notice.job()),
        notice.plan().ends().stream().map(Wire::words).toList(),
        notice.grace(),
        notice.job().request().caller().uid(),
        notice.job().request().reason(),
        model(notice.job().request().operation()));
  }

  private static String words(Ending end) {
    String what = end.kind() + " " + end.name();
    return end.detail().isEmpty() ? what : what + " (" + end.detail() + ")";
  }

  static ReasonInfo reason(Reason reason, Optional<String> condition) {
    return new ReasonInfo(
        reason.code().text(),
        reason.message(),
        GuardWire.guards(reason.guards()),
        reason.step(),
        reason.unit(),
        reason.jobResult(),
        holders(reason.holders()),
        clauses(reason.clauses()),
        condition,
        reason.cause());
  }

  static RequesterInfo requester(Caller caller) {
    return new RequesterInfo(caller.uid(), caller.busName(), caller.unit());
  }

  static TransitionInfo transition(FinishedTransition past) {
    return new TransitionInfo(
        past.id().toString(),
        past.request().mode().value(),
        model(past.request().operation()),
        former(past.request().operation()),
        mode(past.from()),
        mode(past.last()),
        past.outcome().text(),
        past.reason().code().text(),
        past.reason().message(),
        past.startedAt(),
        past.finishedAt(),
        past.request().caller().uid(),
        past.condition().text());
  }
}
