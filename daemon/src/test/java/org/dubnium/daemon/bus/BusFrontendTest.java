package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Request;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.spec.InterfaceSpec;
import org.dubnium.bus.spec.IntrospectionReader;
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
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.Allowed;
import org.dubnium.dbus.contract.Contract;
import org.dubnium.dbus.contract.DegradationInfo;
import org.dubnium.dbus.contract.ExplainInfo;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeControllerProperties;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
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
    assertShows(ROOT, Names.MODELS);
    assertShows(Names.job(1).value(), Names.JOB);
    assertShows(Names.gpu("GPU-0").value(), Names.GPU);
  }

  @Test
  void switchesAndTellsEveryone() throws Exception {
    LinkedBlockingQueue<Signal> removed = new LinkedBlockingQueue<>();
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "JobRemoved"), removed::add);
    JobProperties end = bench.end(bench.request("compute"));
    assertEquals(Optional.of("committed"), end.outcome());
    assertEquals("desktop", end.from());
    assertEquals(Optional.of("settled"), end.reason().condition());
    ModeControllerProperties state = bench.controller.properties();
    assertEquals("compute", state.currentMode());
    assertEquals("compute", state.desiredMode());
    Signal signal = removed.poll(60, TimeUnit.SECONDS);
    assertEquals("committed", signal == null ? "none" : signal.arguments().string(3));
    assertEquals("committed", state.lastTransition().orElseThrow().outcome());
  }

  @Test
  void tellsWhatIsBeingDoneAboutADegradation() throws Exception {
    String clause = "unitsActive:display-manager.service";
    bench.repairs =
        Map.of(clause, new RepairState(RepairState.Kind.GAVE_UP, 5, "it does not start"));
    bench.host.units.fail("display-manager.service", "exit-code");
    bench.engine.engine.refresh();
    DegradationInfo told =
        bench.controller.properties().degradations().stream()
            .filter(degradation -> degradation.clause().clause().equals(clause))
            .findFirst()
            .orElseThrow();
    assertEquals("failed (exit-code)", told.clause().observed());
    assertEquals(
        Optional.of(new DegradationInfo.Repair("gave-up", 5, "it does not start")),
        told.repair());
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
    JobProperties end = bench.end(bench.request("compute"));
    assertEquals(Optional.of("blocked"), end.outcome());
    assertEquals("guard-denied", end.reason().code());
    assertTrue(end.reason().message().contains("train.service"));
  }

  @ParameterizedTest
  @CsvSource({
    "RequestMode, gaming,       reason,         s, because,     UnknownMode",
    "RequestMode, ../../passwd, reason,         s, because,     UnknownMode",
    "RequestMode, compute,      nonsense,       s, x,           InvalidOption",
    "RequestMode, compute,      expect-current, s, compute,     UnexpectedCurrent",
    "RequestMode, compute,      jobs,           s, kill,        InvalidOption",
    "Explain,     compute,      jobs,           s, kill,        InvalidOption",
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
    String document = bench.controller.describe();
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
    ExplainInfo explained = bench.controller.explain("compute", RequestOptions.NONE);
    assertEquals(List.of("studio-local", "desktop", "compute"), explained.route());
    assertEquals(1, explained.steps().getFirst().index());
  }

  @Test
  void asksForMoreAuthorityWhereASessionEnds() throws Exception {
    bench.polkit.answer(
        "org.dubnium.ModeController.request-mode-disruptive", Authority.Decision.CHALLENGE);
    assertEquals("committed", bench.outcome(bench.request("studio-local")));
    ModeControllerException refused =
        assertThrows(ModeControllerException.class, () -> bench.request("compute"));
    assertEquals(StandardError.INTERACTIVE_AUTHORIZATION_REQUIRED, refused.error());
    assertEquals(Allowed.CHALLENGE, bench.controller.canRequestMode("compute"));
    assertEquals(Allowed.YES, bench.controller.canRequestMode("desktop"));
    assertTrue(bench.host.units.unit("desktop.target").isActive());
  }

  @Test
  void refusesWhomPolkitRefuses() {
    bench.polkit.answer("org.dubnium.ModeController.request-mode", Authority.Decision.NO);
    int looks = bench.host.proc.scans.get();
    ModeControllerException refused =
        assertThrows(ModeControllerException.class, () -> bench.request("studio-local"));
    assertEquals(StandardError.ACCESS_DENIED, refused.error());
    assertEquals(List.of(), bench.host.units.calls());
    // The host is not looked at for who may not ask.
    assertEquals(looks, bench.host.proc.scans.get());
  }

  @Test
  void letsWhoeverMayBeginASwitchCallItOff() throws Exception {
    assertEquals("committed", bench.outcome(bench.request("compute")));
    bench.engine.engine.holds().add(delay());
    long disruptive = anothers("desktop");
    bench.polkit.answer(
        "org.dubnium.ModeController.request-mode-disruptive", Authority.Decision.NO);
    ModeControllerException refused =
        assertThrows(
            ModeControllerException.class, () -> bench.controller.cancelJob(disruptive));
    assertEquals(StandardError.ACCESS_DENIED, refused.error());
    bench.engine.engine.holds().remove(1);
    assertEquals("committed", bench.outcome(disruptive));
    bench.engine.engine.holds().add(delay());
    long harmless = anothers("studio-local");
    bench.controller.cancelJob(harmless);
    assertEquals("cancelled", bench.outcome(harmless));
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
  private long anothers(String mode) throws Exception {
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
    long job = bench.engine.engine.request(request, Reauthorisation.ONLY_ROOT).number();
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
