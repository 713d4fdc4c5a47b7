package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.domain.transition.Grant;
import org.dubnium.daemon.domain.transition.Operation;
import org.dubnium.daemon.domain.transition.TransitionRequest;
import org.dubnium.daemon.engine.Reauthorisation;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.reconcile.RepairState;
import org.dubnium.dbus.contract.Contract;
import org.dubnium.dbus.contract.Names;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The daemon's objects on a private bus, with a host in memory behind them. */
class BusFrontendTest {

  private static final String ROOT = Names.ROOT_PATH.value();
  private static final String ERROR = "org.dubnium.ModeController.Error.";

  private static final Caller STRANGER = new Caller(4711, ":1.4711", Optional.empty());

  private final FrontendBench bench;

  BusFrontendTest() throws Exception {
    bench = new FrontendBench();
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void showsTheContractAndNothingElse() throws Exception {
    bench.end(bench.request("studio-local"));
    assertShows(ROOT, Names.MODE_CONTROLLER);
    assertShows(Names.job(1).value(), Names.JOB);
    assertShows(Names.gpu("GPU-0").value(), Names.GPU);
  }

  @Test
  void switchesAndTellsEveryone() throws Exception {
    LinkedBlockingQueue<Signal> removed = new LinkedBlockingQueue<>();
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "JobRemoved"), removed::add);
    ObjectPath job = bench.request("compute");
    Map<String, Variant> end = bench.end(job);
    assertEquals("committed", FrontendBench.text(end, "Outcome"));
    assertEquals("desktop", FrontendBench.text(end, "From"));
    assertEquals("settled", FrontendBench.text(FrontendBench.dict(end, "Reason"), "condition"));
    assertEquals("compute", bench.property("CurrentMode").asString());
    assertEquals("compute", bench.property("DesiredMode").asString());
    Signal signal = removed.poll(60, TimeUnit.SECONDS);
    assertEquals("committed", signal == null ? "none" : signal.arguments().string(3));
    assertEquals("committed", FrontendBench.text(bench.property("LastTransition").asDict(), "outcome"));
  }

  @Test
  void tellsWhatIsBeingDoneAboutADegradation() throws Exception {
    String clause = "unitsActive:display-manager.service";
    bench.repairs =
        Map.of(clause, new RepairState(RepairState.Kind.GAVE_UP, 5, "it does not start"));
    bench.host.units.fail("display-manager.service", "exit-code");
    bench.engine.engine.refresh();
    Map<String, Variant> told =
        bench.property("Degradations").asDicts().stream()
            .filter(degradation -> FrontendBench.text(degradation, "clause").equals(clause))
            .findFirst()
            .orElseThrow();
    assertEquals("failed (exit-code)", FrontendBench.text(told, "observed"));
    assertEquals("gave-up", FrontendBench.text(told, "repair"));
    assertEquals("it does not start", FrontendBench.text(told, "message"));
    assertEquals(5, Objects.requireNonNull(told.get("attempts")).asLong());
  }

  @Test
  void announcesTheModeThatIsEntered() throws Exception {
    CompletableFuture<String> entered = new CompletableFuture<>();
    bench.client.subscribe(
        MatchRule.propertiesChanged(Names.BUS_NAME, Names.MODE_CONTROLLER),
        signal -> {
          Variant mode = signal.arguments().dict(1).get("CurrentMode");
          if (mode != null && mode.asString().equals("compute")) {
            entered.complete(mode.asString());
          }
        });
    bench.request("compute");
    assertEquals("compute", entered.get(60, TimeUnit.SECONDS));
  }

  @Test
  void saysWhoStandsInTheWay() throws Exception {
    bench.host.compute("train", "train.service", "GPU-0", 1L << 30);
    Map<String, Variant> end = bench.end(bench.request("compute"));
    assertEquals("blocked", FrontendBench.text(end, "Outcome"));
    Map<String, Variant> reason = FrontendBench.dict(end, "Reason");
    assertEquals("guard-denied", FrontendBench.text(reason, "code"));
    assertTrue(FrontendBench.text(reason, "message").contains("train.service"));
  }

  @ParameterizedTest
  @CsvSource({
    "RequestMode, gaming,       reason,         s, because,     UnknownMode",
    "RequestMode, ../../passwd, reason,         s, because,     UnknownMode",
    "RequestMode, compute,      nonsense,       s, x,           InvalidOption",
    "RequestMode, compute,      expect-current, s, compute,     UnexpectedCurrent",
    "Explain,     gaming,       reason,         s, because,     UnknownMode",
    "Explain,     compute,      nonsense,       s, x,           InvalidOption",
    "Explain,     compute,      expect-current, s, compute,     UnexpectedCurrent",
  })
  void refusesWhatMakesNoSense(
      String method, String mode, String option, String type, String value, String error) {
    BusException refused =
        assertThrows(
            BusException.class,
            () -> bench.call(method, "sa{sv}", mode, Map.of(option, Variant.of(type, value))));
    assertEquals(ERROR + error, refused.errorName());
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void bypassesNoGuardThatProtectsTheMachine() {
    BusException refused =
        assertThrows(
            BusException.class,
            () ->
                bench.call(
                    "RequestMode",
                    "sa{sv}",
                    "compute",
                    Map.of("bypass", Variant.of("as", List.of("gpu-holders")))));
    assertEquals(ERROR + "GuardNotBypassable", refused.errorName());
  }

  @Test
  void describesTheWholeState() throws Exception {
    bench.engine.engine.holds().add(delay());
    String document = bench.client.call(FrontendBench.method("Describe")).string(0);
    for (String member :
        List.of(
            "schema", "writtenAt", "version", "desired", "boot", "activeJob", "holds", "placement",
            "topology", "classification", "lastTransition", "observation")) {
      assertTrue(document.contains("\"" + member + "\""), member);
    }
    assertTrue(document.contains("\"a backup is running\""), document);
  }

  @Test
  void explainsTheWholeWay() throws Exception {
    bench.end(bench.request("studio-local"));
    Map<String, Variant> explained = bench.call("Explain", "sa{sv}", "compute", Map.of()).dict(0);
    assertEquals(
        List.of("studio-local", "desktop", "compute"),
        Objects.requireNonNull(explained.get("route")).asStrings());
    Map<String, Variant> first =
        Objects.requireNonNull(explained.get("steps")).asDicts().getFirst();
    assertEquals(1, Objects.requireNonNull(first.get("index")).asLong());
  }

  @Test
  void asksForMoreAuthorityWhereASessionEnds() throws Exception {
    bench.polkit.answer(
        "org.dubnium.ModeController.request-mode-disruptive", Authority.Decision.CHALLENGE);
    assertEquals("committed", FrontendBench.text(bench.end(bench.request("studio-local")), "Outcome"));
    BusException refused =
        assertThrows(BusException.class, () -> bench.call("RequestMode", "sa{sv}", "compute", Map.of()));
    assertEquals(
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", refused.errorName());
    assertEquals("challenge", bench.call("CanRequestMode", "s", "compute").string(0));
    assertEquals("yes", bench.call("CanRequestMode", "s", "desktop").string(0));
    assertTrue(bench.host.units.unit("desktop.target").isActive());
  }

  @Test
  void refusesWhomPolkitRefuses() {
    bench.polkit.answer("org.dubnium.ModeController.request-mode", Authority.Decision.NO);
    int looks = bench.host.proc.scans.get();
    BusException refused =
        assertThrows(
            BusException.class, () -> bench.call("RequestMode", "sa{sv}", "studio-local", Map.of()));
    assertEquals("org.freedesktop.DBus.Error.AccessDenied", refused.errorName());
    assertEquals(List.of(), bench.host.units.calls());
    // The host is not looked at for who may not ask.
    assertEquals(looks, bench.host.proc.scans.get());
  }

  @Test
  void letsWhoeverMayBeginASwitchCallItOff() throws Exception {
    assertEquals("committed", FrontendBench.text(bench.end(bench.request("compute")), "Outcome"));
    bench.engine.engine.holds().add(delay());
    ObjectPath disruptive = anothers("desktop");
    bench.polkit.answer(
        "org.dubnium.ModeController.request-mode-disruptive", Authority.Decision.NO);
    BusException refused =
        assertThrows(BusException.class, () -> bench.call("CancelJob", "o", disruptive));
    assertEquals("org.freedesktop.DBus.Error.AccessDenied", refused.errorName());
    bench.engine.engine.holds().remove(1);
    assertEquals("committed", FrontendBench.text(bench.end(disruptive), "Outcome"));
    bench.engine.engine.holds().add(delay());
    ObjectPath harmless = anothers("studio-local");
    bench.call("CancelJob", "o", harmless);
    assertEquals("cancelled", FrontendBench.text(bench.end(harmless), "Outcome"));
  }

  private static Hold delay() {
    return new Hold(
        1,
        Optional.empty(),
        Hold.Direction.ANY,
        Hold.Kind.DELAY,
        "backup",
        "a backup is running",
        STRANGER,
        Optional.empty(),
        Instant.EPOCH);
  }

  /** A job of somebody else's that waits for a hold. */
  private ObjectPath anothers(String mode) throws Exception {
    CompletableFuture<Signal> told = new CompletableFuture<>();
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "PrepareForTransition"),
        told::complete);
    TransitionRequest request =
        new TransitionRequest(
            new Operation.ModeSwitch(new ModeName(mode)),
            STRANGER,
            "",
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Grant.ANYTHING);
    ObjectPath job =
        Names.job(
            bench.engine.engine.request(request, Reauthorisation.ONLY_ROOT).number());
    told.get(60, TimeUnit.SECONDS);
    return job;
  }

  private void assertShows(String path, String interfaceName) throws Exception {
    String xml =
        bench.client
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
}
