package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.Outcome;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.JobView;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.dbus.contract.JobApi;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.contract.ReasonInfo;

/** One transition on the bus. */
final class JobObject implements JobApi {

  private final TransitionJob job;
  private final Engine engine;
  private final Callers callers;
  private final PolkitCheck gate;

  JobObject(TransitionJob job, Engine engine, Callers callers, PolkitCheck gate) {
    this.job = job;
    this.engine = engine;
    this.callers = callers;
    this.gate = gate;
  }

  /** Whoever could have begun this switch may call it off, and so may the one who began it. */
  @Override
  public void cancel(Call call) throws BusException, InterruptedException {
    var caller = callers.identify(call);
    if (caller.uid() != job.request().caller().uid()) {
      for (PolkitAction action :
          Authorisation.actions(job.request().operation(), !job.endsNothing())) {
        gate.require(call, caller, action, details());
      }
    }
    try {
      engine.cancel(job, caller);
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    }
  }

  private Map<String, String> details() {
    return Map.of(
        "mode",
        job.request().mode().value(),
        "model",
        Wire.model(job.request().operation()).orElse(""),
        "current-mode",
        Wire.mode(from()));
  }

  @Override
  public JobProperties properties() {
    JobView view = job.view();
    return new JobProperties(
        job.number(),
        Wire.mode(view.from()),
        job.request().mode().value(),
        Wire.model(job.request().operation()),
        view.state().text(),
        view.at().number(),
        view.at().count(),
        view.at().name(),
        view.progress(),
        view.startedAt(),
        view.finished().map(FinishedTransition::finishedAt),
        view.finished().map(end -> end.outcome().text()),
        reason(view),
        Wire.requester(job.request().caller()));
  }

  /** Why it ended as it did; before that, what it waits for and who holds it up. */
  static ReasonInfo reason(JobView view) {
    return view.finished()
        .map(
            end ->
                Wire.reason(
                    end.reason(),
                    Optional.of(end.condition().text())
                        .filter(condition -> end.outcome() == Outcome.COMMITTED)))
        .orElseGet(
            () ->
                new ReasonInfo(
                    "none",
                    view.waitsFor().what(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Wire.holders(view.waitsFor().holders()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty()));
  }

  private Optional<ModeName> from() {
    return job.view().from();
  }
}
