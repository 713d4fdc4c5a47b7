package org.dubnium.bus.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.jspecify.annotations.Nullable;

/** One of our objects on the bus, until it is closed. */
public final class ExportedObject implements AutoCloseable {
  private final BusServer server;
  private final ObjectPath path;
  private final Map<String, BusInterface> own = new LinkedHashMap<>();
  private final Map<String, BusInterface> all = new LinkedHashMap<>();
  private final Map<String, Map<String, Variant>> announced = new HashMap<>();

  ExportedObject(BusServer server, ObjectPath path, List<BusInterface> interfaces) {
    this.server = server;
    this.path = path;
    for (BusInterface each : interfaces) {
      own.put(each.spec().name(), each);
      announced.put(each.spec().name(), each.properties());
    }
    all.putAll(own);
  }

  /** Adds a standard interface, which {@code ObjectManager} does not announce. */
  void addStandard(BusInterface standard) {
    all.put(standard.spec().name(), standard);
  }

  public ObjectPath path() {
    return path;
  }

  @Nullable BusInterface find(String interfaceName) {
    return all.get(interfaceName);
  }

  Collection<BusInterface> interfaces() {
    return all.values();
  }

  /** The interfaces of its own, without those that every object has: org.freedesktop.DBus.*. */
  public Collection<BusInterface> ownInterfaces() {
    return own.values();
  }

  /** Our interfaces with all their properties, as {@code ObjectManager} reports them. */
  public Map<String, Map<String, Variant>> describe() {
    Map<String, Map<String, Variant>> description = new LinkedHashMap<>();
    own.forEach((name, each) -> description.put(name, each.properties()));
    return description;
  }

  /**
   * Compares the properties with what was announced last, and announces what differs, each property
   * as its {@code EmitsChangedSignal} says. Call it after each change of state.
   */
  public void announce() {
    synchronized (announced) {
      own.values().forEach(this::announce);
    }
  }

  private void announce(BusInterface each) {
    InterfaceSpec spec = each.spec();
    Map<String, Variant> now = each.properties();
    Map<String, Variant> before = announced.getOrDefault(spec.name(), Map.of());
    Map<String, Variant> changed = new LinkedHashMap<>();
    List<String> invalidated = new ArrayList<>();
    for (InterfaceSpec.Property property : spec.properties().values()) {
      Variant value = now.get(property.name());
      if (value == null || value.equals(before.get(property.name()))) {
        continue;
      }
      switch (property.emitsChanged()) {
        case VALUE -> changed.put(property.name(), value);
        case INVALIDATION -> invalidated.add(property.name());
        case NOTHING -> {}
      }
    }
    announced.put(spec.name(), now);
    if (!changed.isEmpty() || !invalidated.isEmpty()) {
      server.emitPropertiesChanged(path, spec.name(), changed, invalidated);
    }
  }

  /**
   * Emits a signal of one of this object's interfaces.
   *
   * @throws IllegalArgumentException if the contract has no such signal
   */
  public void emit(String interfaceName, String signal, Object... arguments) {
    BusInterface each = own.get(interfaceName);
    InterfaceSpec.Signal spec = each == null ? null : each.spec().signals().get(signal);
    if (spec == null) {
      throw new IllegalArgumentException(
          "cannot emit " + signal + ": " + interfaceName + " of " + path + " has no such signal");
    }
    server.emit(path, interfaceName, signal, spec.signature(), List.of(arguments));
  }

  /** Takes the object from the bus. */
  @Override
  public void close() {
    server.remove(this);
  }
}
