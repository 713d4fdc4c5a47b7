package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.fake.FakeAuthority;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.port.Authority;
import org.dubnium.dbus.BusException;
import org.dubnium.dbus.client.BusClient;
import org.dubnium.dbus.client.MatchRule;
import org.dubnium.dbus.client.Request;
import org.dubnium.dbus.client.Signal;
import org.dubnium.dbus.contract.Contract;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.spec.InterfaceSpec;
import org.dubnium.dbus.spec.IntrospectionReader;
import org.dubnium.dbus.testing.PrivateBus;
import org.dubnium.dbus.wire.Arguments;
import org.dubnium.dbus.wire.ObjectPath;
import org.dubnium.dbus.wire.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon's objects on a private bus, with a host in memory behind them. */
class BusFrontendTest {

  private static final String ROOT = Names.ROOT_PATH.value();
  private static final String ERROR = "org.dubnium.ModeController.Error.";
  private static final long ALICE = 1000;

  private final FakeAuthority polkit = new FakeAuthority();
  private PrivateBus bus;
  private BusClient client;
  private EngineBench bench;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    BusFrontend frontend = new BusFrontend(bus.connect(), InstantSource.system(), "test");
    bench = EngineBench.heardBy(frontend, FakeHost.inDesktop(1));
    bench.engine.refresh();
    frontend.appear(
        new BusFrontend.Backend(
            bench.engine,
            bench.observer,
            () -> bench.policy,
            bench.audit,
            asAlice(polkit),
            bench.host.proc,
            caller -> {}));
    frontend.takeName();
    client = bus.connect();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    bench.close();
    bus.close();
  }

  /** The test may run as root, whom nobody asks. */
  private static Authority asAlice(FakeAuthority polkit) {
    return (name, uid, action, details, interactive) ->
        polkit.decide(name, ALICE, action, details, interactive);
  }

  @Test
  void showsTheContractAndNothingElse() throws Exception {
    end(request("studio-local"));
    assertShows(ROOT, Names.MODE_CONTROLLER);
    assertShows(Names.job(1).value(), Names.JOB);
    assertShows(Names.gpu("GPU-0").value(), Names.GPU);
  }

  @Test
  void switchesAndTellsEveryone() throws Exception {
    LinkedBlockingQueue<Signal> removed = new LinkedBlockingQueue<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "JobRemoved"), removed::add);
    ObjectPath job = request("compute");
    Map<String, Variant> end = end(job);
    assertEquals("committed", text(end, "Outcome"));
    assertEquals("desktop", text(end, "From"));
    assertEquals("settled", text(dict(end, "Reason"), "condition"));
    assertEquals("compute", property("CurrentMode").asString());
    assertEquals("compute", property("DesiredMode").asString());
    Signal signal = removed.poll(60, TimeUnit.SECONDS);
    assertEquals("committed", signal == null ? "none" : signal.arguments().string(3));
    assertEquals("committed", text(property("LastTransition").asDict(), "outcome"));
  }

  @Test
  void announcesTheModeThatIsEntered() throws Exception {
    CompletableFuture<String> entered = new CompletableFuture<>();
    client.subscribe(
        MatchRule.propertiesChanged(Names.BUS_NAME, Names.MODE_CONTROLLER),
        signal -> {
          Variant mode = signal.arguments().dict(1).get("CurrentMode");
          if (mode != null && mode.asString().equals("compute")) {
            entered.complete(mode.asString());
          }
        });
    request("compute");
    assertEquals("compute", entered.get(60, TimeUnit.SECONDS));
  }

  @Test
  void saysWhoStandsInTheWay() throws Exception {
    bench.host.compute("train", "train.service", "GPU-0", 1L << 30);
    Map<String, Variant> end = end(request("compute"));
    assertEquals("blocked", text(end, "Outcome"));
    Map<String, Variant> reason = dict(end, "Reason");
    assertEquals("guard-denied", text(reason, "code"));
    assertTrue(text(reason, "message").contains("train.service"));
  }

  @ParameterizedTest
  @CsvSource({
    "gaming,       reason,         s, because,     UnknownMode",
    "../../passwd, reason,         s, because,     UnknownMode",
    "compute,      nonsense,       s, x,           InvalidOption",
    "compute,      expect-current, s, compute,     UnexpectedCurrent",
  })
  void refusesWhatMakesNoSense(
      String mode, String option, String type, String value, String error) {
    BusException refused =
        assertThrows(
            BusException.class,
            () -> call("RequestMode", "sa{sv}", mode, Map.of(option, Variant.of(type, value))));
    assertEquals(ERROR + error, refused.errorName());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void bypassesNoGuardThatProtectsTheMachine() {
    BusException refused =
        assertThrows(
            BusException.class,
            () ->
                call(
                    "RequestMode",
                    "sa{sv}",
                    "compute",
                    Map.of("bypass", Variant.of("as", List.of("gpu-holders")))));
    assertEquals(ERROR + "GuardNotBypassable", refused.errorName());
  }

  @Test
  void asksForMoreAuthorityWhereASessionEnds() throws Exception {
    polkit.answer(
        "org.dubnium.ModeController.request-mode-disruptive", Authority.Decision.CHALLENGE);
    assertEquals("committed", text(end(request("studio-local")), "Outcome"));
    BusException refused =
        assertThrows(BusException.class, () -> call("RequestMode", "sa{sv}", "compute", Map.of()));
    assertEquals(
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", refused.errorName());
    assertEquals("challenge", call("CanRequestMode", "s", "compute").string(0));
    assertEquals("yes", call("CanRequestMode", "s", "desktop").string(0));
    assertTrue(bench.host.units.unit("desktop.target").isActive());
  }

  @Test
  void refusesWhomPolkitRefuses() {
    polkit.answer("org.dubnium.ModeController.request-mode", Authority.Decision.NO);
    BusException refused =
        assertThrows(
            BusException.class, () -> call("RequestMode", "sa{sv}", "studio-local", Map.of()));
    assertEquals("org.freedesktop.DBus.Error.AccessDenied", refused.errorName());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void forgetsTheHoldOfWhoLeavesTheBus() throws Exception {
    CompletableFuture<String> released = new CompletableFuture<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"),
        signal -> released.complete(signal.arguments().string(1)));
    try (BusClient daw = bus.connect()) {
      daw.call(
          method("HoldMode")
              .with("sssssa{sv}", "compute", "enter", "block", "reaper", "recording", Map.of()));
      assertEquals(1, property("Holds").asDicts().size());
    }
    assertEquals("owner-disconnected", released.get(60, TimeUnit.SECONDS));
    assertEquals(List.of(), property("Holds").asDicts());
  }

  private ObjectPath request(String mode) throws Exception {
    return call("RequestMode", "sa{sv}", mode, Map.of()).path(0);
  }

  /** The properties of a job that has ended. */
  private Map<String, Variant> end(ObjectPath job) throws Exception {
    CompletableFuture<Signal> finished = new CompletableFuture<>();
    client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.JOB, "Finished").at(job.value()),
        finished::complete);
    Map<String, Variant> seen = client.properties(Names.BUS_NAME, job.value(), Names.JOB);
    if (text(seen, "Outcome").isEmpty()) {
      finished.get(60, TimeUnit.SECONDS);
      return client.properties(Names.BUS_NAME, job.value(), Names.JOB);
    }
    return seen;
  }

  private void assertShows(String path, String interfaceName) throws Exception {
    String xml =
        client
            .call(
                new Request(
                    Names.BUS_NAME, path, "org.freedesktop.DBus.Introspectable", "Introspect"))
            .string(0);
    InterfaceSpec live =
        IntrospectionReader.read(xml).stream()
            .filter(spec -> spec.name().equals(interfaceName))
            .findFirst()
            .orElseThrow();
    assertEquals(Contract.of(interfaceName), live);
  }

  private Variant property(String name) throws Exception {
    return client.property(Names.BUS_NAME, ROOT, Names.MODE_CONTROLLER, name);
  }

  private Arguments call(String method, String signature, Object... arguments) throws Exception {
    return client.call(method(method).with(signature, arguments));
  }

  private static String text(Map<String, Variant> facts, String key) {
    return Objects.requireNonNull(facts.get(key), key).asString();
  }

  private static Map<String, Variant> dict(Map<String, Variant> facts, String key) {
    return Objects.requireNonNull(facts.get(key), key).asDict();
  }

  private static Request method(String name) {
    return new Request(Names.BUS_NAME, ROOT, Names.MODE_CONTROLLER, name);
  }
}
