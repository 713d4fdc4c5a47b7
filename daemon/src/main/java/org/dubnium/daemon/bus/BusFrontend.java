package org.dubnium.daemon.bus;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusServer;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.EngineListener;
import org.dubnium.daemon.engine.Notice;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.HoldMemory;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.contract.ModeControllerInterface;
import org.dubnium.dbus.contract.ModeControllerSignals;
import org.dubnium.dbus.contract.ModelsInterface;
import org.dubnium.dbus.contract.Names;

/** The daemon's presence on the bus: exports its objects, and tells clients what the engine does. */
public final class BusFrontend implements EngineListener {

  /** All that answering calls takes. */
  public record Backend(
      Engine engine,
      Observer observer,
      Supplier<Policy> policy,
      Supplier<Map<String, RepairState>> repairs,
      AuditLog audit,
      Authority authority,
      ProcTable processes,
      SessionMonitor sessions,
      HoldMemory holds,
      ModelStore models,
      Supplier<ModelServerStatus> server,
      Reloading reloading) {}

  private final BusServer server;
  private final Engine engine;
  private final Callers callers;
  private final PolkitCheck gate;
  private final Jobs jobs;
  private final Gpus gpus;
  private final HoldKeeper holds;
  private final Delegation delegation;
  private final Models models;
  private final ModeControllerSignals signals;

  /** Exports the objects; nobody finds them before the name is taken. */
  public BusFrontend(BusClient bus, Backend backend, InstantSource clock, String version) {
    this(bus, bus::credentials, backend, clock, version);
  }

  /**
   * @param credentials of the connections to that bus
   */
  BusFrontend(
      BusClient bus,
      Callers.CredentialLookup credentials,
      Backend backend,
      InstantSource clock,
      String version) {
    server = BusServer.on(bus, Names.ROOT_PATH);
    signals = new ModeControllerSignals(server);
    engine = backend.engine();
    callers = new Callers(credentials, backend.processes());
    gate = new PolkitCheck(backend.authority());
    jobs = new Jobs(server);
    gpus = new Gpus(server, backend.policy());
    RecordAllowance allowance = new RecordAllowance(backend.audit());
    holds =
        new HoldKeeper(
            bus,
            engine.holds(),
            backend.processes(),
            allowance,
            new HoldAudit(backend.audit()),
            backend.holds(),
            clock,
            signals);
    delegation =
        new Delegation(
            callers,
            gate,
            new LoginSessions(backend.sessions(), backend.processes()),
            allowance,
            new DelegationAudit(backend.audit()),
            () -> backend.policy().get().delegation(),
            clock);
    Authorisation authorisation = new Authorisation(engine, gate);
    ModeControllerObject object =
        new ModeControllerObject(
            engine,
            new AuditReads(backend.audit(), clock),
            allowance,
            new State(
                engine,
                backend.observer(),
                backend.policy(),
                backend.repairs(),
                backend.server(),
                gpus,
                clock,
                version),
            callers,
            delegation,
            gate,
            authorisation,
            jobs,
            holds,
            signals,
            backend.reloading());
    models = new Models(backend.models(), engine, backend.policy(), backend.server());
    ModelsObject modelsObject =
        new ModelsObject(
            models,
            backend.models(),
            engine,
            callers,
            delegation,
            gate,
            authorisation,
            allowance,
            new ModelAudit(backend.audit()),
            signals);
    var _ =
        server.export(
            Names.ROOT_PATH,
            ModeControllerInterface.of(object, delegation),
            ModelsInterface.of(modelsObject));
  }

  /** Lets clients in, those first whose holds are still in force. */
  public void takeName() throws BusException, InterruptedException {
    holds.takeUp();
    server.requestName(Names.BUS_NAME);
  }

  /** Tells clients what is now being done about what does not hold. */
  public void repairsChanged() {
    signals.propertiesChanged();
  }

  /** Tells clients how the model server is now. */
  public void modelServerChanged() {
    signals.propertiesChanged();
  }

  /** Tells clients of an error that the driver reported. */
  public void gpuEvent(GpuEvent event) {
    signals.gpuError(event.uuid(), GpuObject.xid(event));
    tell(gpus.event(event));
  }

  private void tell(List<Gpus.Change> changes) {
    for (Gpus.Change change : changes) {
      signals.gpuChange(change.uuid(), change.kind());
    }
  }

  @Override
  public void observed(HostSnapshot snapshot) {
    tell(gpus.show(snapshot.observation()));
    holds.releaseDead();
    models.observed(snapshot.observation().model());
    if (snapshot.observation().sessions()
        instanceof Reading.Value<List<Session>>(List<Session> open)) {
      delegation.sweep(open);
    }
    signals.propertiesChanged();
  }

  @Override
  public void desired(ModeName mode) {
    signals.propertiesChanged();
  }

  @Override
  public void jobNew(TransitionJob job) {
    jobs.add(job, new JobObject(job, engine, callers, gate));
    signals.jobNew(job.number(), Jobs.path(job), job.request().mode().value());
    signals.propertiesChanged();
  }

  @Override
  public void jobChanged(TransitionJob job) {
    jobs.changed(job);
  }

  @Override
  public void jobRemoved(TransitionJob job) {
    jobs.finish(job);
    models.refresh();
    signals.jobRemoved(
        job.number(),
        Jobs.path(job),
        job.request().mode().value(),
        job.end().join().outcome().text());
    signals.propertiesChanged();
  }

  @Override
  public void prepare(boolean start, Notice notice) {
    signals.prepareForTransition(
        start,
        Wire.mode(notice.plan().from()),
        notice.plan().to().value(),
        Wire.notice(notice));
  }
}
