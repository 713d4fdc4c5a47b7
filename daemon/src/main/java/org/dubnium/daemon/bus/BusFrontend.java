package org.dubnium.daemon.bus;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.engine.EngineListener;
import org.dubnium.daemon.engine.Notice;
import org.dubnium.daemon.engine.TransitionJob;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.port.AuditLog;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.HoldMemory;
import org.dubnium.daemon.port.ProcTable;
import org.dubnium.daemon.port.SessionMonitor;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.contract.ModeControllerInterface;
import org.dubnium.dbus.contract.ModeControllerSignals;
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
      Reloading reloading) {}

  /** What exists once the objects are exported. */
  private record Presence(
      Engine engine,
      State state,
      Jobs jobs,
      Gpus gpus,
      HoldKeeper holds,
      Callers callers,
      Gatekeeper gate,
      Delegation delegation,
      ModeControllerSignals signals) {}

  private final BusClient bus;
  private final Callers.Bus knows;
  private final BusServer server;
  private final InstantSource clock;
  private final String version;
  private final AtomicReference<Optional<Presence>> presence =
      new AtomicReference<>(Optional.empty());

  public BusFrontend(BusClient bus, InstantSource clock, String version) {
    this(bus, bus::credentials, clock, version);
  }

  /**
   * @param knows tells who stands behind a name of that bus
   */
  BusFrontend(BusClient bus, Callers.Bus knows, InstantSource clock, String version) {
    this.bus = bus;
    this.knows = knows;
    this.server = BusServer.on(bus, Names.ROOT_PATH);
    this.clock = clock;
    this.version = version;
  }

  /** Exports the objects; nobody finds them before the name is taken. */
  public void appear(Backend backend) {
    Callers callers = new Callers(knows, backend.processes());
    Gatekeeper gate = new Gatekeeper(backend.authority());
    Jobs jobs = new Jobs(server);
    Gpus gpus = new Gpus(server, backend.policy());
    RecordAllowance allowance = new RecordAllowance(backend.audit());
    HoldKeeper holds =
        new HoldKeeper(
            bus,
            backend.engine().holds(),
            backend.processes(),
            allowance,
            new HoldAudit(backend.audit()),
            backend.holds(),
            clock,
            this::released);
    State state =
        new State(
            backend.engine(),
            backend.observer(),
            backend.policy(),
            backend.repairs(),
            gpus,
            clock,
            version);
    Delegation delegation =
        new Delegation(
            callers,
            gate,
            new LoginSessions(backend.sessions(), backend.processes()),
            allowance,
            new DelegationAudit(backend.audit()),
            () -> backend.policy().get().delegation(),
            clock);
    ModeControllerObject object =
        new ModeControllerObject(
            backend.engine(),
            new AuditReads(backend.audit(), clock),
            allowance,
            state,
            callers,
            delegation,
            gate,
            jobs,
            holds,
            backend.reloading());
    ExportedObject root = server.export(Names.ROOT_PATH, ModeControllerInterface.of(object, delegation));
    state.exportedAs(root);
    Presence now =
        new Presence(
            backend.engine(),
            state,
            jobs,
            gpus,
            holds,
            callers,
            gate,
            delegation,
            new ModeControllerSignals(root));
    presence.set(Optional.of(now));
    backend.engine().current().ifPresent(this::observed);
  }

  /** Lets clients in, those first whose holds are still in force. */
  public void takeName() throws BusException, InterruptedException {
    presence.get().orElseThrow().holds().takeUp();
    server.requestName(Names.BUS_NAME);
  }

  /** Tells clients what is now being done about what does not hold. */
  public void repairsChanged() {
    presence.get().ifPresent(now -> now.state().announce());
  }

  /** Tells clients of an error that the driver reported. */
  public void gpuEvent(GpuEvent event) {
    presence
        .get()
        .ifPresent(
            now -> {
              now.signals().gpuError(event.uuid(), GpuObject.xid(event));
              tell(now, now.gpus().event(event));
            });
  }

  private static void tell(Presence now, List<Gpus.Change> changes) {
    for (Gpus.Change change : changes) {
      now.signals().gpuChange(change.uuid(), change.kind());
    }
  }

  @Override
  public void observed(HostSnapshot snapshot) {
    presence
        .get()
        .ifPresent(
            now -> {
              tell(now, now.gpus().show(snapshot.observation()));
              now.holds().releaseDead();
              if (snapshot.observation().sessions()
                  instanceof Reading.Value<List<Session>>(List<Session> open)) {
                now.delegation().sweep(open);
              }
              now.state().announce();
            });
  }

  @Override
  public void desired(ModeName mode) {
    presence.get().ifPresent(now -> now.state().announce());
  }

  @Override
  public void jobNew(TransitionJob job) {
    presence
        .get()
        .ifPresent(
            now -> {
              now.jobs().add(job, new JobObject(job, now.engine(), now.callers(), now.gate()));
              now.signals().jobNew(job.number(), Jobs.path(job), job.request().mode().value());
              now.state().announce();
            });
  }

  @Override
  public void jobChanged(TransitionJob job) {
    presence.get().ifPresent(now -> now.jobs().changed(job));
  }

  @Override
  public void jobRemoved(TransitionJob job) {
    presence
        .get()
        .ifPresent(
            now -> {
              now.jobs().finish(job);
              now.signals()
                  .jobRemoved(
                      job.number(),
                      Jobs.path(job),
                      job.request().mode().value(),
                      job.end().join().outcome().text());
              now.state().announce();
            });
  }

  @Override
  public void prepare(boolean start, Notice notice) {
    presence
        .get()
        .ifPresent(
            now ->
                now.signals()
                    .prepareForTransition(
                        start,
                        Wire.mode(notice.plan().from()),
                        notice.plan().to().value(),
                        Wire.notice(notice)));
  }

  private void released(long cookie, String why) {
    presence
        .get()
        .ifPresent(
            now -> {
              now.signals().holdReleased(cookie, why);
              now.state().announce();
            });
  }
}
