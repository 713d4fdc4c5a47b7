package org.dubnium.daemon.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.server.Call;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.Engine;
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
      RecordAllowance allowance,
      ModelAudit audit,
      ModeControllerSignals signals) {
    this.models = models;
    this.store = store;
    this.engine = engine;
    this.callers = callers;
    this.delegation = delegation;
    this.gate = gate;
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
    ModelName model = models.find(name).name();
    Caller caller = delegation.speaker(call, options.onBehalfOf());
    allowance.require(caller);
    gate.require(call, caller, PolkitAction.MANAGE_MODELS, details(model));
    change(() -> {
      audit.note("selected", model, options.reason().orElse(""), caller);
      store.select(Optional.of(model));
    });
    return ObjectPath.ROOT;
  }

  @Override
  public ExplainInfo explain(Call call, String name, RequestOptions options)
      throws BusException, InterruptedException {
    var _ = models.find(name);
    throw StandardError.FAILED.because("cannot explain a selection");
  }

  @Override
  public void remove(Call call, String name) throws BusException, InterruptedException {
    ModelName model = models.find(name).name();
    Caller caller = callers.identify(call);
    allowance.require(caller);
    gate.require(call, caller, PolkitAction.MANAGE_MODELS, details(model));
    ModelStore.Removed[] removed = new ModelStore.Removed[1];
    change(
        () -> {
          requireUnused(models.find(name), models.served());
          audit.note("removed", model, "", caller);
          removed[0] = store.remove(model);
        });
    try {
      removed[0].delete();
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
      change.run();
    } catch (HostException refused) {
      throw StandardError.FAILED.because(refused.getMessage());
    } finally {
      changing.unlock();
    }
    models.refresh();
    signals.propertiesChanged();
  }
}
