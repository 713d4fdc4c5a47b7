package org.dubnium.daemon.bus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.daemon.classify.GpuErrorHistory;
import org.dubnium.daemon.classify.GpuErrors;
import org.dubnium.daemon.classify.GpuHealth;
import org.dubnium.daemon.classify.GpuHolders;
import org.dubnium.daemon.classify.Topology;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.GpuHolder;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Observation;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.policy.Policy;
import org.dubnium.dbus.contract.GpuInterface;
import org.dubnium.dbus.contract.GpuProperties;
import org.dubnium.dbus.contract.Names;

/** The GPU objects. One that the driver no longer shows stays, as not present. */
final class Gpus {

  private record Exported(GpuObject object, ExportedObject onBus) {

    void update(GpuProperties now) {
      object.update(now);
      onBus.announce();
    }
  }

  /**
   * What became of a GPU.
   *
   * @param kind {@code added removed lost}
   */
  record Change(String uuid, String kind) {}

  private final BusServer server;
  private final Supplier<Policy> policy;
  private final Map<String, Exported> byUuid = new HashMap<>();
  private Optional<Observation> last = Optional.empty();
  private GpuErrorHistory errors = GpuErrorHistory.NONE;

  Gpus(BusServer server, Supplier<Policy> policy) {
    this.server = server;
    this.policy = policy;
  }

  /** Shows the error with what was observed last, and tells what has changed by it. */
  synchronized List<Change> event(GpuEvent event) {
    errors = errors.reported(event);
    return last.map(this::show).orElse(List.of());
  }

  /** The errors that the driver reported for a GPU, since this daemon started. */
  synchronized GpuErrors errors(String uuid) {
    return errors.of(uuid);
  }

  /** Shows what an observation says, and tells what has changed about the GPUs themselves. */
  synchronized List<Change> show(Observation observation) {
    last = Optional.of(observation);
    errors = errors.observed(observation);
    if (!(observation.gpus() instanceof Reading.Value<GpuInventory>(GpuInventory inventory))) {
      byUuid
          .values()
          .forEach(known -> known.update(GpuObject.unreadable(known.object().properties())));
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    Topology topology = Topology.of(policy.get().hardware(), inventory);
    Set<String> gone = new HashSet<>(byUuid.keySet());
    for (Gpu gpu : inventory.gpus()) {
      String uuid = gpu.identity().uuid();
      gone.remove(uuid);
      GpuErrors known = errors.of(uuid);
      String role = topology.role(uuid).map(named -> named.text()).orElse("shared");
      GpuHealth health = known.health(gpu, observation.sequence());
      Reading<List<GpuHolder>> holders =
          GpuHolders.on(uuid, inventory, observation.processes(), policy.get());
      Exported before = byUuid.get(uuid);
      show(
              uuid,
              gpu.asleep() && before != null
                  ? GpuObject.asleep(before.object().properties(), health, known, holders)
                  : GpuObject.of(gpu, role, health, known, holders))
          .ifPresent(kind -> changes.add(new Change(uuid, kind)));
    }
    for (Map.Entry<String, Exported> known : byUuid.entrySet()) {
      GpuProperties before = known.getValue().object().properties();
      if (gone.contains(known.getKey()) && before.present()) {
        known.getValue().update(GpuObject.gone(before));
        changes.add(new Change(known.getKey(), "removed"));
      }
    }
    return changes;
  }

  /** Shows one GPU; what became of it, if anything did. */
  private Optional<String> show(String uuid, GpuProperties now) {
    Exported known = byUuid.get(uuid);
    if (known == null) {
      GpuObject object = new GpuObject(now);
      ExportedObject onBus = server.export(Names.gpu(uuid), GpuInterface.of(object::properties));
      byUuid.put(uuid, new Exported(object, onBus));
      return Optional.of("added");
    }
    GpuProperties before = known.object().properties();
    known.update(now);
    if (!before.present()) {
      return Optional.of("added");
    }
    String lost = GpuHealth.LOST.text();
    return now.health().equals(lost) && !before.health().equals(lost)
        ? Optional.of("lost")
        : Optional.empty();
  }
}
