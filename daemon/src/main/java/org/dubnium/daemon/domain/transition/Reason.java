package org.dubnium.daemon.domain.transition;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.ClauseFinding;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.dubnium.daemon.domain.text.Brief;

/**
 * Why a transition ended as it did, cut to what {@link Brief} allows.
 *
 * @param message for people
 * @param step the step that failed, as {@code kind subject}
 * @param unit the unit concerned
 * @param jobResult systemd's job result
 * @param holders who holds a GPU that was not released
 * @param clauses what of a contract does not hold
 * @param guards every guard's verdict, if guards decided
 * @param cause why the model server failed, as {@code cuda-oom-load}, if it did
 */
public record Reason(
    ReasonCode code,
    String message,
    Optional<String> step,
    Optional<String> unit,
    Optional<String> jobResult,
    List<GpuHolder> holders,
    List<ClauseFinding> clauses,
    List<GuardVerdict> guards,
    Optional<String> cause) {

  /** Nothing has to be explained. */
  public static final Reason NONE = of(ReasonCode.NONE, "");

  public Reason {
    message = Brief.message(message, "holders", holders);
    message = Brief.message(message, "clauses", clauses);
    step = step.map(Brief::line);
    unit = unit.map(Brief::line);
    holders = Brief.things(holders);
    clauses = Brief.things(clauses);
    guards = List.copyOf(guards);
  }

  public static Reason of(ReasonCode code, String message) {
    return new Reason(
        code,
        message,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Whether somebody, or the time that the request allows, called it off: it did not fail. */
  public boolean isCalledOff() {
    return code == ReasonCode.CANCELLED || code == ReasonCode.TIMED_OUT;
  }

  public Reason withStep(Step failed) {
    return new Reason(
        code,
        message,
        Optional.of(failed.kind() + " " + failed.subject()),
        unit,
        jobResult,
        holders,
        clauses,
        guards,
        cause);
  }

  public Reason withJob(String unitName, String result) {
    return new Reason(
        code,
        message,
        step,
        Optional.of(unitName),
        Optional.of(result),
        holders,
        clauses,
        guards,
        cause);
  }

  public Reason withHolders(List<GpuHolder> found) {
    return new Reason(code, message, step, unit, jobResult, found, clauses, guards, cause);
  }

  public Reason withClauses(List<ClauseFinding> found) {
    return new Reason(code, message, step, unit, jobResult, holders, found, guards, cause);
  }

  public Reason withGuards(List<GuardVerdict> judged) {
    return new Reason(code, message, step, unit, jobResult, holders, clauses, judged, cause);
  }

  /** The same of a model server that failed, and why: the message tells it. */
  public Reason withFailure(ServerFailure failure) {
    return new Reason(
        ReasonCode.MODEL_SERVER_FAILED,
        failure.message(),
        step,
        unit,
        jobResult,
        holders,
        clauses,
        guards,
        Optional.of(failure.cause().text()));
  }
}
