package org.dubnium.daemon.bus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
import org.dubnium.dbus.server.BusServer;
import org.dubnium.dbus.server.ExportedObject;

/** The GPU objects. One that the driver no longer shows stays, as not present. */
final class Gpus {

  private record Exported(GpuObject object, ExportedObject onBus) {}

  private final BusServer server;
  private final Supplier<Policy> policy;
  private final Map<String, Exported> byUuid = new HashMap<>();
  private final Map<String, GpuEvent> events = new HashMap<>();

  Gpus(BusServer server, Supplier<Policy> policy) {
    this.server = server;
    this.policy = policy;
  }

  synchronized void event(GpuEvent event) {
    events.put(event.uuid(), event);
  }

  /** Shows what an observation says; without a reading everything stays as it was. */
  synchronized void show(Observation observation) {
    if (!(observation.gpus() instanceof Reading.Value<GpuInventory>(GpuInventory inventory))) {
      return;
    }
    Topology topology = Topology.of(policy.get().hardware(), inventory);
    Set<String> gone = new HashSet<>(byUuid.keySet());
    for (Gpu gpu : inventory.gpus()) {
      String uuid = gpu.identity().uuid();
      gone.remove(uuid);
      show(
          uuid,
          GpuObject.of(
              gpu,
              topology.role(uuid).map(role -> role.text()).orElse("shared"),
              holders(uuid, inventory, observation),
              Optional.ofNullable(events.get(uuid))));
    }
    gone.stream()
        .map(byUuid::get)
        .forEach(
            exported -> {
              exported.object().update(GpuObject.gone(exported.object().properties()));
              exported.onBus().announce();
            });
  }

  private void show(String uuid, GpuProperties properties) {
    Exported known = byUuid.get(uuid);
    if (known == null) {
      GpuObject object = new GpuObject(properties);
      ExportedObject onBus = server.export(Names.gpu(uuid), GpuInterface.of(object::properties));
      byUuid.put(uuid, new Exported(object, onBus));
    } else {
      known.object().update(properties);
      known.onBus().announce();
    }
  }

  private List<GpuHolder> holders(String uuid, GpuInventory inventory, Observation observation) {
    return GpuHolders.on(uuid, inventory, observation.processes(), policy.get())
            instanceof Reading.Value<List<GpuHolder>>(List<GpuHolder> all)
        ? all
        : List.of();
  }
}
