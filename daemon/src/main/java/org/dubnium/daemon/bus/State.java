package org.dubnium.daemon.bus;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.dubnium.bus.BusException;
import org.dubnium.daemon.classify.GpuHolders;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.Classification;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.daemon.domain.server.ModelServerStatus;
import org.dubnium.daemon.engine.Engine;
import org.dubnium.daemon.observe.GpuSample;
import org.dubnium.daemon.observe.Observer;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.contract.HolderInfo;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.TelemetryInfo;

/** What clients may read of the daemon at any moment. */
final class State {

  private final Engine engine;
  private final Observer observer;
  private final Supplier<Policy> policy;
  private final Supplier<Map<String, RepairState>> repairs;
  private final Supplier<ModelServerStatus> server;
  private final Gpus gpus;
  private final InstantSource clock;
  private final String version;
  private final SingleFlight<HostSnapshot> refreshed;
  private final SingleFlight<HostSnapshot> glanced;
  private final SingleFlight<String> described = new SingleFlight<>(this::describeNow);

  State(
      Engine engine,
      Observer observer,
      Supplier<Policy> policy,
      Supplier<Map<String, RepairState>> repairs,
      Supplier<ModelServerStatus> server,
      Gpus gpus,
      InstantSource clock,
      String version) {
    this.engine = engine;
    this.observer = observer;
    this.policy = policy;
    this.repairs = repairs;
    this.server = server;
    this.gpus = gpus;
    this.clock = clock;
    this.version = version;
    this.refreshed = new SingleFlight<>(engine::refresh);
    this.glanced = new SingleFlight<>(engine::glance);
  }

  Policy policy() {
    return policy.get();
  }

  ModeControllerProperties properties() {
    Optional<HostSnapshot> seen = engine.current();
    Optional<Classification> shown = seen.map(HostSnapshot::classification);
    return new ModeControllerProperties(
        shown.map(Classification::modeText).orElse("unknown"),
        shown.map(now -> now.condition().text()).orElse("unknown"),
        engine.desired().value(),
        policy.get().bootMode().value(),
        shown.map(Classification::conflicts).orElse(List.of()),
        shown.map(now -> Wire.degradations(now.degradations(), repairs.get())).orElse(List.of()),
        policy.get().contracts().all().stream().map(Wire::mode).toList(),
        engine.activeJob().map(Jobs::path),
        engine.lastTransition().map(Wire::transition),
        engine.holds().all().stream().map(Wire::hold).toList(),
        seen.map(now -> now.observation().at()),
        version,
        Names.API_VERSION);
  }

  /** Observes the host anew; callers who ask meanwhile share the next observation. */
  HostSnapshot refresh() throws BusException, InterruptedException {
    return refreshed.get();
  }

  String describe() throws BusException, InterruptedException {
    return described.get();
  }

  private String describeNow() throws BusException {
    HostSnapshot seen = engine.current().orElseGet(engine::refresh);
    return StateDocument.write(clock.instant(), version, policy.get(), engine, server.get(), seen);
  }

  /** Who holds any GPU now. A sleeping GPU is not woken: who has its device file open holds it. */
  List<HolderInfo> holders() throws BusException, InterruptedException {
    Observation seen = glanced.get().observation();
    return switch (GpuHolders.of(seen.gpus(), seen.processes(), policy.get())) {
      case Reading.Value<List<GpuHolder>>(List<GpuHolder> all) -> Wire.holders(all);
      case Reading.Unavailable<List<GpuHolder>>(String why) -> throw unavailable(why);
    };
  }

  /** All GPUs, from a sample that is no older than a second. */
  List<TelemetryInfo> telemetry() throws BusException {
    GpuSample sample = observer.gpus();
    return switch (sample.reading()) {
      case Reading.Value<GpuInventory>(GpuInventory inventory) ->
          inventory.gpus().stream()
              .map(
                  gpu ->
                      GpuObject.telemetry(gpu, sample.at(), gpus.errors(gpu.identity().uuid())))
              .toList();
      case Reading.Unavailable<GpuInventory>(String why) -> throw unavailable(why);
    };
  }

  private static BusException unavailable(String why) {
    return ModeError.OBSERVATION_UNAVAILABLE.because("cannot read the GPUs: " + why);
  }
}
