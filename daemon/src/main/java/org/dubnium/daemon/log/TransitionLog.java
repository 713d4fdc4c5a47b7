package org.dubnium.daemon.log;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dubnium.daemon.domain.cluster.JobsRequest;
import org.dubnium.daemon.domain.guard.GuardVerdict;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.Step;
import org.dubnium.daemon.domain.transition.TransitionId;
import org.dubnium.daemon.domain.transition.TransitionPlan;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What the journal says about one transition, one method a {@link LogEvent}. Every entry carries the
 * transition's id and belongs to {@code mode-controller@<mode>.service}.
 */
public final class TransitionLog {

  private static final Logger LOG = LoggerFactory.getLogger(TransitionLog.class);

  private final TransitionId id;
  private final ModeName mode;

  /** The log of a transition to this mode. */
  public TransitionLog(TransitionId id, ModeName mode) {
    this.id = id;
    this.mode = mode;
  }

  public void requested(TransitionRequest request) {
    Caller caller = request.caller();
    entry(LogEvent.TRANSITION_REQUESTED, Level.INFO)
        .addKeyValue("DUBNIUM_CALLER_UID", caller.uid())
        .addKeyValue("DUBNIUM_CALLER_UNIT", caller.unit().orElse(""))
        .addKeyValue("DUBNIUM_CALLER_SESSION", caller.session().orElse(""))
        .log(
            "{} requested by uid {}{}{}",
            wanted(request.operation()),
            caller.uid(),
            caller.unit().map(unit -> " in " + unit).orElse(""),
            request.reason().isEmpty() ? "" : ": " + request.reason());
  }

  private static String wanted(Operation operation) {
    return switch (operation) {
      case Operation.ModeSwitch(ModeName mode, JobsRequest _) -> "mode " + mode;
      case Operation.ModelSwap(ModelName model, ModeName _, String former) ->
          "model " + model + (former.isEmpty() ? "" : " instead of " + former);
    };
  }

  public void judged(List<GuardVerdict> verdicts) {
    String blocking = names(verdicts, true);
    entry(LogEvent.TRANSITION_JUDGED, blocking.isEmpty() ? Level.INFO : Level.WARN)
        .addKeyValue("DUBNIUM_BLOCKING_GUARDS", blocking)
        .log(
            blocking.isEmpty() ? "guards pass: {}" : "guards block: {}",
            blocking.isEmpty() ? names(verdicts, false) : blocking);
  }

  private static String names(List<GuardVerdict> verdicts, boolean blocking) {
    return verdicts.stream()
        .filter(verdict -> verdict.blocks() == blocking)
        .map(verdict -> verdict.guard().text())
        .collect(Collectors.joining(" "));
  }

  public void planned(TransitionPlan plan) {
    entry(LogEvent.TRANSITION_PLANNED, Level.INFO)
        .log(
            "{} steps from {} to {}",
            plan.steps().size(),
            text(plan.from()),
            plan.route().stream().map(ModeName::value).collect(Collectors.joining(" and on to ")));
  }

  public void stepBegun(Step step) {
    entry(LogEvent.STEP_BEGUN, step).log("{}", text(step));
  }

  public void stepDone(Step step) {
    entry(LogEvent.STEP_DONE, step)
        .addKeyValue(LogField.OUTCOME, "done")
        .log("done: {}", text(step));
  }

  public void stepFailed(Step step, Reason reason) {
    entry(LogEvent.STEP_FAILED, Level.ERROR)
        .addKeyValue(LogField.STEP, text(step))
        .addKeyValue(LogField.OUTCOME, "failed")
        .addKeyValue(LogField.CODE, reason.code().text())
        .log("failed: {}: {}", text(step), reason.message());
  }

  /** The step that was undone, not the one that undid it. */
  public void stepUndone(Step step) {
    entry(LogEvent.STEP_UNDONE, step)
        .addKeyValue(LogField.OUTCOME, "undone")
        .log("undone: {}", text(step));
  }

  public void rollingBack(Reason reason) {
    entry(LogEvent.ROLLING_BACK, Level.WARN)
        .addKeyValue(LogField.CODE, reason.code().text())
        .log("undoing what was done: {}", reason.message());
  }

  /**
   * An unfinished transition was found at start-up.
   *
   * @param decision what becomes of it, in words
   */
  public void recovered(String decision) {
    entry(LogEvent.TRANSITION_RECOVERED, Level.WARN)
        .log("found unfinished after a restart: {}", decision);
  }

  public void finished(FinishedTransition transition) {
    Reason reason = transition.reason();
    Level level =
        switch (transition.outcome()) {
          case COMMITTED, UNCHANGED, CANCELLED -> Level.INFO;
          case BLOCKED -> Level.WARN;
          case ROLLED_BACK, STRANDED -> Level.ERROR;
        };
    entry(LogEvent.TRANSITION_FINISHED, level)
        .addKeyValue(LogField.OUTCOME, transition.outcome().text())
        .addKeyValue(LogField.CODE, reason.code().text())
        .addKeyValue("DUBNIUM_CONDITION", transition.condition().text())
        .addKeyValue("DUBNIUM_FINAL_MODE", text(transition.last()))
        .log(
            "{}: now in {}, {}{}",
            transition.outcome().text(),
            text(transition.last()),
            transition.condition().text(),
            reason.message().isEmpty() ? "" : ": " + reason.message());
  }

  private static String text(Step step) {
    return step.kind() + " " + step.subject();
  }

  private static String text(Optional<ModeName> mode) {
    return mode.map(ModeName::value).orElse("unknown");
  }

  private LoggingEventBuilder entry(LogEvent event, Step step) {
    return entry(event, Level.INFO).addKeyValue(LogField.STEP, text(step));
  }

  private LoggingEventBuilder entry(LogEvent event, Level level) {
    return LOG.atLevel(level)
        .addKeyValue(LogField.MESSAGE_ID, event.messageId())
        .addKeyValue(LogField.TRANSITION, id)
        .addKeyValue(LogField.MODE, mode)
        .addKeyValue(LogField.OBJECT_UNIT, "mode-controller@" + mode + ".service");
  }
}
