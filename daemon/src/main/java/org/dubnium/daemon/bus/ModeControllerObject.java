package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dubnium.bus.BusException;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.guard.GuardName;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.Explanation;
import org.dubnium.daemon.engine.ObservationUnavailable;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.AuditInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.GuardInfo;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.HolderInfo;
import org.dubnium.dbus.contract.ModeControllerApi;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.contract.RequestOptions;
import org.dubnium.dbus.contract.TelemetryInfo;
import org.dubnium.dbus.contract.TransitionInfo;

/** {@code org.dubnium.ModeController}: each method parses, authorises, asks the engine, answers. */
final class ModeControllerObject implements ModeControllerApi {

  private final Engine engine;
  private final AuditReads reads;
  private final RecordAllowance allowance;
  private final State state;
  private final Callers callers;
  private final Delegation delegation;
  private final PolkitCheck gate;
  private final Authorisation authorisation;
  private final Jobs jobs;
  private final HoldKeeper holds;
  private final ModeControllerSignals signals;
  private final Reloading reloading;

  ModeControllerObject(
      Engine engine,
      AuditReads reads,
      RecordAllowance allowance,
      State state,
      Callers callers,
      Delegation delegation,
      PolkitCheck gate,
      Authorisation authorisation,
      Jobs jobs,
      HoldKeeper holds,
      ModeControllerSignals signals,
      Reloading reloading) {
    this.engine = engine;
    this.reads = reads;
    this.allowance = allowance;
    this.state = state;
    this.callers = callers;
    this.delegation = delegation;
    this.gate = gate;
    this.authorisation = authorisation;
    this.jobs = jobs;
    this.holds = holds;
    this.signals = signals;
    this.reloading = reloading;
  }

  @Override
  public ObjectPath requestMode(Call call, String mode, RequestOptions options)
      throws BusException, InterruptedException {
    Operation operation =
        new Operation.ModeSwitch(Refusals.mode(mode), Refusals.jobs(options));
    Caller caller = delegation.speaker(call, options.onBehalfOf());
    TransitionRequest request = Refusals.request(operation, caller, options);
    allowance.require(caller);
    try {
      Authorisation.Given given =
          authorisation.require(call, caller, operation, request.bypass());
      return Jobs.path(
          engine.request(
              request.granted(given.grant()), authorisation::again, given.explained()));
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    }
  }

  @Override
  public ExplainInfo explain(Call call, String mode, RequestOptions options)
      throws BusException, InterruptedException {
    Caller caller = delegation.speaker(call, options.onBehalfOf());
    Set<GuardName> bypass = Refusals.bypass(options.bypass());
    Operation operation =
        new Operation.ModeSwitch(Refusals.mode(mode), Refusals.jobs(options));
    Explanation explained =
        explain(
            operation,
            new Asker(caller.uid(), bypass),
            Refusals.mode(options.expectCurrent()));
    return Wire.explained(explained, authorisation.check(caller, operation, explained));
  }

  @Override
  public List<GuardInfo> evaluateGuards(Call call, String mode)
      throws BusException, InterruptedException {
    Asker asker = new Asker(callers.identify(call).uid(), Set.of());
    try {
      return GuardWire.guards(engine.evaluateGuards(new Operation.ModeSwitch(Refusals.mode(mode)), asker));
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    } catch (ObservationUnavailable unreadable) {
      throw unavailable(unreadable);
    }
  }

  @Override
  public Allowed canRequestMode(Call call, String mode)
      throws BusException, InterruptedException {
    Caller caller = callers.identify(call);
    Operation operation = new Operation.ModeSwitch(Refusals.mode(mode));
    return authorisation.check(
        caller,
        operation,
        explain(operation, new Asker(caller.uid(), Set.of()), Optional.empty()));
  }

  @Override
  public void cancelJob(Call call, ObjectPath job) throws BusException, InterruptedException {
    jobs.find(job)
        .orElseThrow(() -> ModeError.NO_SUCH_JOB.because("cannot find that job"))
        .cancel(call);
  }

  @Override
  public long holdMode(Call call, HoldRequest request) throws BusException, InterruptedException {
    Optional<ModeName> mode =
        request.mode().isEmpty() ? Optional.empty() : Optional.of(known(request.mode()));
    Caller caller = callers.identify(call);
    gate.require(
        call,
        caller,
        PolkitAction.HOLD_MODE,
        Map.of("mode", request.mode(), "current-mode", state.properties().currentMode()));
    long cookie = holds.take(caller, mode, request);
    signals.propertiesChanged();
    return cookie;
  }

  @Override
  public void releaseHold(Call call, long cookie) throws BusException, InterruptedException {
    Caller caller = callers.identify(call);
    if (holds.owner(cookie).uid() != caller.uid() && caller.uid() != 0) {
      throw ModeError.NOT_OWNER.because(
          "cannot release hold " + cookie + ": only its owner or root may");
    }
    holds.release(cookie, "released");
  }

  @Override
  public void refresh(Call call) throws BusException, InterruptedException {
    state.refresh();
  }

  @Override
  public String describe(Call call) throws BusException, InterruptedException {
    return state.describe();
  }

  @Override
  public List<HolderInfo> listGpuHolders(Call call) throws BusException, InterruptedException {
    return state.holders();
  }

  @Override
  public List<TelemetryInfo> readTelemetry(Call call) throws BusException {
    return state.telemetry();
  }

  @Override
  public List<TransitionInfo> listTransitions(Call call, long limit)
      throws BusException, InterruptedException {
    return reads.transitions(limit);
  }

  @Override
  public AuditInfo verifyAudit(Call call) throws BusException, InterruptedException {
    return reads.verify(call.uid());
  }

  @Override
  public void reload(Call call) throws BusException, InterruptedException {
    Caller caller = callers.identify(call);
    allowance.require(caller);
    gate.require(
        call,
        caller,
        PolkitAction.RELOAD,
        Map.of("current-mode", state.properties().currentMode()));
    reloading.reload(caller);
    engine.refresh();
    signals.propertiesChanged();
  }

  @Override
  public ModeControllerProperties properties() {
    return state.properties();
  }

  private ModeName known(String text) throws BusException {
    ModeName mode = Refusals.mode(text);
    if (state.policy().contracts().find(mode).isEmpty()) {
      throw ModeError.UNKNOWN_MODE.because("cannot find a mode named '" + mode + "'");
    }
    return mode;
  }

  private Explanation explain(
      Operation operation, Asker asker, Optional<ModeName> expectCurrent) throws BusException {
    try {
      return engine.explain(operation, asker, expectCurrent);
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    } catch (ObservationUnavailable unreadable) {
      throw unavailable(unreadable);
    }
  }

  private static BusException unavailable(ObservationUnavailable unreadable) {
    return ModeError.OBSERVATION_UNAVAILABLE.because(unreadable.getMessage());
  }
}
