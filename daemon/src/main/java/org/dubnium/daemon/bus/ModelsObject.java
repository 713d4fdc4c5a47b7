package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.domain.guard.Asker;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.Reason;
import org.dubnium.daemon.domain.transition.ReasonCode;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.Explanation;
import org.dubnium.daemon.engine.ObservationUnavailable;
import org.dubnium.daemon.engine.RequestRefused;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.ModelEventInfo;
import org.dubnium.dbus.contract.ModelInfo;
import org.dubnium.dbus.contract.ModelsApi;
import org.dubnium.dbus.contract.ModelsProperties;
import org.dubnium.dbus.contract.PolkitAction;
import org.dubnium.dbus.contract.RequestOptions;

/** {@code org.dubnium.ModeController.Models}. */
final class ModelsObject implements ModelsApi {

  private static final Set<String> EVENTS = Set.of("seeded", "verified");

  private final Models models;
  private final ModelStore store;
  private final Engine engine;
  private final Callers callers;
  private final Delegation delegation;
  private final PolkitCheck gate;
  private final Authorisation authorisation;
  private final RecordAllowance allowance;
  private final ModelAudit audit;
  private final ModeControllerSignals signals;

  /** Held from the look whether a model is in use until it is gone, or selected. */
  private final ReentrantLock changing = new ReentrantLock();

  ModelsObject(
      Models models,
      ModelStore store,
      Engine engine,
      Callers callers,
      Delegation delegation,
      PolkitCheck gate,
      Authorisation authorisation,
      RecordAllowance allowance,
      ModelAudit audit,
      ModeControllerSignals signals) {
    this.models = models;
    this.store = store;
    this.engine = engine;
    this.callers = callers;
    this.delegation = delegation;
    this.gate = gate;
    this.authorisation = authorisation;
    this.allowance = allowance;
    this.audit = audit;
    this.signals = signals;
  }

  @Override
  public List<ModelInfo> list(Call call) throws BusException, InterruptedException {
    return models.list();
  }

  @Override
  public ObjectPath select(Call call, String name, RequestOptions options)
      throws BusException, InterruptedException {
    StoredModel model = models.find(name);
    Refusals.requireNoJobs(options);
    Caller caller = delegation.speaker(call, options.onBehalfOf());
    TransitionRequest request = Refusals.request(swap(model), caller, options);
    allowance.require(caller);
    try {
      Authorisation.Given given =
          authorisation.require(call, caller, request.operation(), request.bypass());
      Explanation explained = judged(request, given);
      if (explained.plan().onlySelects()) {
        selectNow(model.name(), request, explained);
        return ObjectPath.ROOT;
      }
      return Jobs.path(
          engine.request(
              request.granted(given.grant()), authorisation::again, Optional.of(explained)));
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    }
  }

  /** What the request would do on the host as it is now. */
  private Explanation judged(TransitionRequest request, Authorisation.Given given)
      throws BusException, RequestRefused {
    if (given.explained().isPresent() && request.expectCurrent().isEmpty()) {
      return given.explained().get();
    }
    return explain(request.operation(), request.asker(), request.expectCurrent());
  }

  private Explanation explain(
      Operation operation, Asker asker, Optional<ModeName> expectCurrent)
      throws BusException, RequestRefused {
    try {
      return engine.explain(operation, asker, expectCurrent);
    } catch (ObservationUnavailable unreadable) {
      throw ModeError.OBSERVATION_UNAVAILABLE.because(unreadable.getMessage());
    }
  }

  /** The swap to a model; one that is under way to it may be joined. */
  private Operation.ModelSwap swap(StoredModel model) {
    ModeName mode =
        engine
            .activeJob()
            .map(job -> job.request().operation())
            .filter(running -> running.wantedModel().equals(Optional.of(model.name())))
            .map(Operation::mode)
            .or(() -> engine.current().flatMap(seen -> seen.classification().mode()))
            .orElseGet(engine::desired);
    return new Operation.ModelSwap(
        model.name(), mode, models.properties().selected().orElse(""));
  }

  /** Selects where no server runs that would have to be swapped. */
  private void selectNow(ModelName model, TransitionRequest request, Explanation explained)
      throws BusException {
    Reason objection = explained.objection();
    if (objection.code() != ReasonCode.NONE) {
      throw ModeError.GUARD_DENIED.because(
          "cannot select " + model + ": " + objection.message());
    }
    if (!explained.reached()) {
      change(
          () -> {
            audit.note("selected", model, request.reason(), request.caller());
            store.select(Optional.of(model));
          });
    }
  }

  @Override
  public ExplainInfo explain(Call call, String name, RequestOptions options)
      throws BusException, InterruptedException {
    Operation operation = swap(models.find(name));
    Refusals.requireNoJobs(options);
    Caller caller = delegation.speaker(call, options.onBehalfOf());
    Asker asker = new Asker(caller.uid(), Refusals.bypass(options.bypass()));
    try {
      Explanation explained =
          explain(operation, asker, Refusals.mode(options.expectCurrent()));
      return Wire.explained(explained, authorisation.check(caller, operation, explained));
    } catch (RequestRefused refused) {
      throw Refusals.of(refused);
    }
  }

  @Override
  public void remove(Call call, String name) throws BusException, InterruptedException {
    ModelName model = models.find(name).name();
    Caller caller = callers.identify(call);
    allowance.require(caller);
    gate.require(call, caller, PolkitAction.MANAGE_MODELS, details(model));
    AtomicReference<ModelStore.Removed> removed = new AtomicReference<>();
    change(
        () -> {
          requireUnused(models.find(name), models.served());
          audit.note("removed", model, "", caller);
          removed.set(store.remove(model));
        });
    try {
      removed.get().delete();
    } catch (HostException stuck) {
      throw StandardError.FAILED.because(stuck.getMessage());
    }
  }

  private static void requireUnused(StoredModel model, ServedModel served) throws BusException {
    if (model.isServedBy(served)) {
      throw ModeError.MODEL_IN_USE.because(
          "cannot remove " + model.name() + ": the server that runs was started with it");
    }
    if (model.isSelectedBy(served)) {
      throw ModeError.MODEL_IN_USE.because(
          "cannot remove " + model.name() + ": it is selected; select another first");
    }
  }

  @Override
  public void record(Call call, String name, String event, ModelEventInfo details)
      throws BusException, InterruptedException {
    Caller caller = callers.identify(call);
    if (caller.uid() != 0) {
      throw StandardError.ACCESS_DENIED.because("cannot record this: only root may");
    }
    if (!ModelName.isValid(name) || !EVENTS.contains(event)) {
      throw StandardError.INVALID_ARGS.because(
          "cannot record this: it takes the name of a model, and one of " + EVENTS);
    }
    audit.told(event, new ModelName(name), details, caller);
  }

  @Override
  public ModelsProperties properties() {
    return models.properties();
  }

  private Map<String, String> details(ModelName model) {
    return Map.of(
        "model",
        model.value(),
        "current-mode",
        engine.current().map(seen -> seen.classification().modeText()).orElse("unknown"));
  }

  /** A change of the store, or of what is selected. */
  private interface Change {
    void run() throws BusException, HostException;
  }

  private void change(Change change) throws BusException {
    changing.lock();
    try {
      if (!engine.change(() -> run(change))) {
        throw ModeError.BUSY.because(
            "cannot do this while a transition is under way; wait for it, or: mode cancel");
      }
    } finally {
      changing.unlock();
    }
    models.refresh();
    signals.propertiesChanged();
  }

  private static void run(Change change) throws BusException {
    try {
      change.run();
    } catch (HostException refused) {
      throw StandardError.FAILED.because(refused.getMessage());
    }
  }
}
