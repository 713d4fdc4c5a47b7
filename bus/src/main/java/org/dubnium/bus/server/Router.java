package org.dubnium.bus.server;

import java.util.List;
import java.util.Objects;
import org.dubnium.bus.BusException;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.transport.Incoming;
import org.dubnium.bus.wire.ObjectPath;
import org.jspecify.annotations.Nullable;

/**
 * Finds the method that a call means, by path, interface, member and signature, or the standard
 * error that says what is wrong. Nothing of a call's body is looked at here.
 */
final class Router {
  private final BusServer server;
  private final ObjectTree tree;
  private final BusInterface peer = StandardInterfaces.peer();

  Router(BusServer server, ObjectTree tree) {
    this.server = server;
    this.tree = tree;
  }

  /** A method with its interface. */
  record Target(BusInterface owner, InterfaceSpec.Method method) {
    MethodHandler handler() {
      return owner.handler(method);
    }

    boolean isRead() {
      return owner.isRead(method);
    }
  }

  Target find(Incoming call) throws BusException {
    String path = Objects.requireNonNull(call.path());
    String member = Objects.requireNonNull(call.name());
    Target target = find(path, call.interfaceName(), member);
    String expected = target.method().inSignature().text();
    if (!expected.equals(call.signature())) {
      throw Refusal.wrongSignature(member, expected, call.signature());
    }
    return target;
  }

  private Target find(String path, @Nullable String interfaceName, String member)
      throws BusException {
    if (StandardInterfaces.PEER.equals(interfaceName)) {
      return method(peer, member);
    }
    ExportedObject object = object(path);
    if (interfaceName == null) {
      return byMember(object, member);
    }
    BusInterface found = object.find(interfaceName);
    if (found == null) {
      throw Refusal.unknownInterface(path, interfaceName);
    }
    return method(found, member);
  }

  private ExportedObject object(String path) throws BusException {
    ExportedObject object = tree.find(path);
    if (object != null) {
      return object;
    }
    ObjectPath place = new ObjectPath(path);
    if (tree.children(place).isEmpty()) {
      throw Refusal.unknownObject(path);
    }
    return wayPoint(place);
  }

  /** A path above our objects, which answers {@code Introspect} alone. */
  private ExportedObject wayPoint(ObjectPath path) {
    ExportedObject place = new ExportedObject(server, path, List.of());
    place.addStandard(peer);
    place.addStandard(StandardInterfaces.introspectable(place, tree));
    return place;
  }

  private static Target method(BusInterface owner, String member) throws BusException {
    InterfaceSpec.Method method = owner.spec().methods().get(member);
    if (method == null) {
      throw Refusal.unknownMethod(member, owner.spec().name());
    }
    return new Target(owner, method);
  }

  /** A caller may leave the interface out (D-Bus specification, "Message Types"). */
  private static Target byMember(ExportedObject object, String member) throws BusException {
    Target found = null;
    for (BusInterface each : object.interfaces()) {
      InterfaceSpec.Method method = each.spec().methods().get(member);
      if (method != null) {
        if (found != null) {
          throw Refusal.ambiguousMethod(member);
        }
        found = new Target(each, method);
      }
    }
    if (found == null) {
      throw Refusal.unknownMethod(member, null);
    }
    return found;
  }
}
