package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.testing.CapturedLog;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.testing.RawCall;
import org.dubnium.bus.testing.RawClient;
import org.dubnium.bus.wire.ObjectPath;
import org.junit.jupiter.api.Test;

/** Interfaces that are not of our contract: what the dispatcher does with any. */
class BusInterfaceTest {
  private static final InterfaceSpec SPEC =
      IntrospectionReader.read(
              """
              <interface name="a.b">
                <method name="Ping"/>
                <method name="Ours"><arg type="u" name="n" direction="out"/></method>
                <property name="Size" type="u" access="read">
                  <annotation name="org.freedesktop.DBus.Property.EmitsChangedSignal"
                    value="invalidates"/>
                </property>
              </interface>
              """)
          .getFirst();

  private int size = 1;

  private BusInterface implementation() {
    return BusInterface.implementing(SPEC)
        .method("Ping", call -> List.of())
        .method("Ours", call -> List.of("no number"))
        .properties(() -> Map.of("Size", size))
        .build();
  }

  @Test
  void handlersMustBeThoseOfTheContract() {
    assertThrows(IllegalStateException.class, () -> BusInterface.implementing(SPEC).build());
    assertThrows(
        IllegalStateException.class,
        () ->
            BusInterface.implementing(SPEC)
                .method("Ping", call -> List.of())
                .method("Ours", call -> List.of())
                .method("Other", call -> List.of())
                .build());
  }

  @Test
  void memberOfTwoInterfacesNeedsTheInterface() throws Exception {
    try (PrivateBus bus = PrivateBus.start()) {
      BusClient owner = bus.connect();
      BusServer.on(owner, ObjectPath.ROOT).export(ObjectPath.ROOT, implementation());
      RawClient raw = bus.connectRaw();
      RawCall ping = new RawCall(owner.uniqueName(), "/");

      assertEquals(
          "org.freedesktop.DBus.Error.UnknownMethod",
          RawClient.errorName(raw.call(ping.member(null, "Ping"))));
      assertEquals("", RawClient.errorName(raw.call(ping.member("a.b", "Ping"))));
    }
  }

  @Test
  void resultThatTheContractDoesNotAllowIsFaultOfOurs() throws Exception {
    try (PrivateBus bus = PrivateBus.start();
        CapturedLog log = new CapturedLog(BusServer.class)) {
      BusClient owner = bus.connect();
      BusServer.on(owner, ObjectPath.ROOT).export(ObjectPath.ROOT, implementation());
      BusException failure =
          assertThrows(
              BusException.class,
              () -> bus.connect().call(new Request(owner.uniqueName(), "/", "a.b", "Ours")));

      assertEquals("org.freedesktop.DBus.Error.Failed", failure.errorName());
      assertEquals(1, log.lines().size());
    }
  }

  @Test
  void invalidatedPropertiesAreNamedWithoutTheirValue() throws Exception {
    try (PrivateBus bus = PrivateBus.start()) {
      BusClient owner = bus.connect();
      ExportedObject object =
          BusServer.on(owner, ObjectPath.ROOT).export(ObjectPath.ROOT, implementation());
      BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
      bus.connect().subscribe(MatchRule.propertiesChanged(owner.uniqueName(), "a.b"), signals::add);
      size = 2;
      object.announce();

      assertEquals(List.of("a.b", Map.of(), List.of("Size")), signals.take().arguments().values());
    }
  }
}
