package org.dubnium.dbus.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.server.BusInterface;
import org.dubnium.bus.server.ExportedObject;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Signature;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.Contract;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PropertiesTest {
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";

  private TestService service;
  private BusClient client;

  @BeforeEach
  void start() throws Exception {
    service = new TestService();
    client = service.bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
  }

  private static Request request(String member) {
    return new Request(Names.BUS_NAME, Names.ROOT_PATH.value(), PROPERTIES, member);
  }

  private void assertFails(StandardError error, Request request) {
    BusException failure = assertThrows(BusException.class, () -> client.call(request));
    assertEquals(error.errorName(), failure.errorName());
  }

  @Test
  void everyPropertyOfTheContractHasValueOfItsType() throws Exception {
    for (ExportedObject object : List.of(service.root, service.job, service.gpu)) {
      for (BusInterface each : object.ownInterfaces()) {
        Map<String, Variant> all =
            client.properties(Names.BUS_NAME, object.path().value(), each.spec().name());

        assertEquals(List.copyOf(each.spec().properties().keySet()), List.copyOf(all.keySet()));
        all.forEach((name, value) -> assertEquals(typeOf(each, name), value.signature(), name));
      }
    }
  }

  private static Signature typeOf(BusInterface owner, String property) {
    return Objects.requireNonNull(owner.spec().properties().get(property)).type();
  }

  @Test
  void oneProperty() throws Exception {
    assertEquals(
        Variant.of("s", "desktop"),
        client.property(
            Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, "CurrentMode"));
    assertEquals(
        Variant.of("o", ObjectPath.ROOT),
        client.property(
            Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, "ActiveJob"));
  }

  @Test
  void numberThatIsNotToldIsTheHighest() throws Exception {
    assertEquals(
        0xffff_ffffL,
        client
            .property(Names.BUS_NAME, service.gpu.path().value(), Names.GPU, "PowerUsage")
            .asLong());
  }

  @Test
  void interfaceWithoutPropertiesHasNone() throws Exception {
    assertEquals(Map.of(), client.properties(Names.BUS_NAME, Names.ROOT_PATH.value(), PROPERTIES));
  }

  @Test
  void unknownPropertyAndInterfaceAreRefused() {
    assertFails(
        StandardError.UNKNOWN_PROPERTY,
        request("Get").with("ss", Names.MODE_CONTROLLER, "currentMode"));
    assertFails(
        StandardError.UNKNOWN_INTERFACE, request("Get").with("ss", "org.evil.X", "CurrentMode"));
    assertFails(StandardError.UNKNOWN_INTERFACE, request("GetAll").with("s", Names.JOB));
  }

  @Test
  void settingIsRefused() {
    assertFails(
        StandardError.PROPERTY_READ_ONLY,
        request("Set")
            .with("ssv", Names.MODE_CONTROLLER, "CurrentMode", Variant.of("s", "compute")));
    assertFails(
        StandardError.UNKNOWN_PROPERTY,
        request("Set").with("ssv", Names.MODE_CONTROLLER, "Nothing", Variant.of("s", "x")));
  }

  @Test
  void changesAreAnnouncedOnceAndNothingElse() throws Exception {
    BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.propertiesChanged(Names.BUS_NAME, Names.MODE_CONTROLLER), signals::add);

    service.root.announce();
    service.controller.enter("compute");
    service.root.announce();
    service.root.announce();
    service.controller.conflictIn("two targets");
    service.root.announce();

    Signal first = signals.take();
    assertEquals(Names.ROOT_PATH, first.path());
    assertEquals(Map.of("CurrentMode", Variant.of("s", "compute")), first.arguments().dict(1));
    assertEquals(List.of(), first.arguments().strings(2));
    assertEquals(
        Map.of("Conflicts", Variant.of("as", List.of("two targets"))),
        signals.take().arguments().dict(1));
  }

  @Test
  void propertiesAreAnnouncedAsTheirAnnotationSays() {
    assertEquals(InterfaceSpec.EmitsChanged.VALUE, emitsChanged("CurrentMode"));
    assertEquals(InterfaceSpec.EmitsChanged.NOTHING, emitsChanged("ObservedAt"));
    assertEquals(InterfaceSpec.EmitsChanged.NOTHING, emitsChanged("Version"));
  }

  private static InterfaceSpec.EmitsChanged emitsChanged(String name) {
    InterfaceSpec.Property property =
        Objects.requireNonNull(Contract.of(Names.MODE_CONTROLLER).properties().get(name));
    assertFalse(property.annotations().isEmpty());
    return property.emitsChanged();
  }
}
