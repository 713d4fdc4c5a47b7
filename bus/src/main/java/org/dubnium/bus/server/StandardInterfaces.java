package org.dubnium.bus.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.spec.IntrospectionWriter;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;

/** The standard interfaces of D-Bus, which every object has. */
final class StandardInterfaces {
  static final String PEER = "org.freedesktop.DBus.Peer";
  static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
  static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  static final String OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager";

  private static final Map<String, InterfaceSpec> SPECS =
      IntrospectionReader.readResource("/org/dubnium/bus/server/standard.xml").stream()
          .collect(Collectors.toMap(InterfaceSpec::name, Function.identity()));
  private static final Path MACHINE_ID = Path.of("/etc/machine-id");

  private StandardInterfaces() {}

  /** Any path answers this, whether there is an object or not. */
  static BusInterface peer() {
    return BusInterface.implementing(spec(PEER))
        .method("Ping", call -> List.of())
        .method("GetMachineId", call -> List.of(machineId()))
        .build();
  }

  private static String machineId() throws BusException {
    try {
      return Files.readString(MACHINE_ID).strip();
    } catch (IOException e) {
      throw StandardError.FAILED.because("cannot read " + MACHINE_ID);
    }
  }

  static BusInterface introspectable(ExportedObject object, ObjectTree tree) {
    return BusInterface.implementing(spec(INTROSPECTABLE))
        .read("Introspect", call -> List.of(introspect(object, tree)))
        .build();
  }

  private static String introspect(ExportedObject object, ObjectTree tree) {
    List<InterfaceSpec> specs = object.interfaces().stream().map(BusInterface::spec).toList();
    return IntrospectionWriter.write(specs, tree.children(object.path()));
  }

  static BusInterface properties(ExportedObject object) {
    return BusInterface.implementing(spec(PROPERTIES))
        .read(
            "Get",
            call ->
                List.of(
                    named(object, call.arguments().string(0)).property(call.arguments().string(1))))
        .read("GetAll", call -> List.of(named(object, call.arguments().string(0)).properties()))
        .method(
            "Set",
            call -> {
              named(object, call.arguments().string(0)).property(call.arguments().string(1));
              throw StandardError.PROPERTY_READ_ONLY.because(
                  "cannot set " + call.arguments().string(1) + ": it can only be read");
            })
        .build();
  }

  private static BusInterface named(ExportedObject object, String interfaceName)
      throws BusException {
    BusInterface found = object.find(interfaceName);
    if (found == null) {
      throw Refusal.unknownInterface(object.path().value(), interfaceName);
    }
    return found;
  }

  static BusInterface objectManager(ObjectPath root, ObjectTree tree) {
    return BusInterface.implementing(spec(OBJECT_MANAGER))
        .read("GetManagedObjects", call -> List.of(managedObjects(root, tree)))
        .build();
  }

  private static Map<ObjectPath, Map<String, Map<String, Variant>>> managedObjects(
      ObjectPath root, ObjectTree tree) {
    Map<ObjectPath, Map<String, Map<String, Variant>>> objects = new LinkedHashMap<>();
    for (ExportedObject object : tree.below(root)) {
      objects.put(object.path(), object.describe());
    }
    return objects;
  }

  private static InterfaceSpec spec(String name) {
    InterfaceSpec spec = SPECS.get(name);
    if (spec == null) {
      throw new IllegalStateException("cannot find the description of " + name);
    }
    return spec;
  }
}
