package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.BusException;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.wire.ObjectPath;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.fake.FakeProcess;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.HoldMemory;
import org.dubnium.dbus.contract.Names;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds, as clients take and lose them on the bus. */
class HoldsTest {

  private final FrontendBench bench;
  private final LinkedBlockingQueue<Signal> released = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Signal> prepared = new LinkedBlockingQueue<>();

  HoldsTest() throws Exception {
    bench = new FrontendBench();
  }

  @BeforeEach
  void listen() throws Exception {
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "HoldReleased"), released::add);
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "PrepareForTransition"),
        prepared::add);
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void endsWithItsOwnersConnection() throws Exception {
    try (BusClient daw = bench.bus.connect()) {
      take(daw, "compute", "block", Map.of());
      assertEquals(1, bench.property("Holds").asDicts().size());
      Map<String, Variant> end = bench.end(bench.request("compute"));
      assertEquals("blocked", FrontendBench.text(end, "Outcome"));
      Map<String, Variant> reason = FrontendBench.dict(end, "Reason");
      assertEquals("held", FrontendBench.text(reason, "code"));
      assertTrue(FrontendBench.text(reason, "message").contains("reaper (hold 1): recording"));
    }
    assertEquals("disconnected", awaitReleased());
    assertEquals(List.of(), bench.property("Holds").asDicts());
    assertEquals("committed", FrontendBench.text(bench.end(bench.request("compute")), "Outcome"));
    assertTrue(
        bench.engine.audit.events().containsAll(List.of(AuditEvent.HELD, AuditEvent.RELEASED)));
  }

  @Test
  void outlivesItsConnectionIfAProcessKeepsIt() throws Exception {
    FakeProcess process =
        bench.host.proc.start(
            "reaper",
            Optional.of("session-1.scope"),
            Optional.of("1"),
            GpuProcess.Kind.GRAPHICS,
            Map.of(),
            Set.of());
    try (BusClient shell = bench.bus.connect()) {
      take(shell, "compute", "block", pid(process.info().pid()));
    }
    assertEquals(1, bench.property("Holds").asDicts().size());
    bench.host.proc.kill(process);
    bench.engine.engine.refresh();
    assertEquals("exited", awaitReleased());
  }

  @Test
  void costsNoLookAtAllProcesses() throws Exception {
    FakeProcess process =
        bench.host.proc.start(
            "reaper",
            Optional.of("session-1.scope"),
            Optional.of("1"),
            GpuProcess.Kind.GRAPHICS,
            Map.of(),
            Set.of());
    int before = bench.host.proc.scans.get();
    for (int hold = 0; hold < 3; hold++) {
      bench.call(
          "ReleaseHold", "u", take(bench.client, "compute", "delay", pid(process.info().pid())));
    }
    assertEquals(before, bench.host.proc.scans.get());
  }

  @Test
  void isTakenOnlyForAProcessThatIsThere() {
    BusException refused =
        assertThrows(
            BusException.class,
            () -> take(bench.client, "compute", "block", pid(4712)));
    assertEquals(
        "org.dubnium.ModeController.Error.InvalidOption", refused.errorName());
  }

  @Test
  void delaysUntilItIsReleased() throws Exception {
    long cookie = take(bench.client, "compute", "delay", Map.of());
    var job = bench.request("compute");
    Signal told = Objects.requireNonNull(prepared.poll(60, TimeUnit.SECONDS));
    assertTrue(told.arguments().bool(0));
    assertEquals("compute", told.arguments().string(2));
    assertTrue(told.arguments().dict(3).containsKey("ends"));
    assertEquals(List.of(), bench.host.units.calls());
    bench.call("ReleaseHold", "u", cookie);
    assertEquals("released", awaitReleased());
    assertEquals("committed", FrontendBench.text(bench.end(job), "Outcome"));
  }

  @Test
  void mayBePassedByByWhoTookIt() throws Exception {
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    take(bench.client, "", "block", Map.of());
    assertEquals("committed", FrontendBench.text(bench.end(passHoldsBy()), "Outcome"));
  }

  /** Nobody else's stands there yet, so nothing is asked; one that comes later is not passed by. */
  @Test
  void laterHoldsOfOthersAreNotPassedByWithoutAuthority() throws Exception {
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    take(bench.client, "", "delay", Map.of());
    var job = passHoldsBy();
    assertNotNull(prepared.poll(60, TimeUnit.SECONDS));
    bench.engine.engine.holds().add(strangers(9));
    Map<String, Variant> end = bench.end(job);
    assertEquals("blocked", FrontendBench.text(end, "Outcome"));
    Map<String, Variant> reason = FrontendBench.dict(end, "Reason");
    assertEquals("held", FrontendBench.text(reason, "code"));
    assertTrue(FrontendBench.text(reason, "message").contains("hold 9"));
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void thoseOfOthersTakeTheAuthorityToPassGuardsBy() throws Exception {
    bench.engine.engine.holds().add(strangers(9));
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    BusException refused = assertThrows(BusException.class, this::passHoldsBy);
    assertEquals("org.freedesktop.DBus.Error.AccessDenied", refused.errorName());
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.YES);
    assertEquals(
        "committed", FrontendBench.text(bench.end(passHoldsBy()), "Outcome"));
  }

  private ObjectPath passHoldsBy() throws Exception {
    return bench
        .call(
            "RequestMode",
            "sa{sv}",
            "compute",
            Map.of("bypass", Variant.of("as", List.of("holds"))))
        .path(0);
  }

  private static Hold strangers(long cookie) {
    return new Hold(
        cookie,
        Optional.empty(),
        Hold.Direction.ANY,
        Hold.Kind.BLOCK,
        "backup",
        "a backup is running",
        new Caller(4711, ":1.4711", Optional.empty()),
        Optional.empty(),
        Instant.EPOCH);
  }

  @Test
  void outlivesTheDaemonAsLongAsItsOwner() throws Exception {
    take(bench.client, "compute", "block", Map.of());
    HoldMemory.Remembered both;
    try (BusClient leaves = bench.bus.connect()) {
      take(leaves, "desktop", "block", Map.of());
      both = bench.holds.read();
    }
    assertEquals("disconnected", awaitReleased());
    // As if it had left while no daemon was there to see it.
    bench.holds.write(both);
    try (EngineBench next = bench.restart()) {
      assertEquals(
          List.of("compute"),
          next.engine.holds().all().stream()
              .map(hold -> hold.mode().orElseThrow().value())
              .toList());
    }
  }

  private static Map<String, Variant> pid(long pid) {
    return Map.of("pid", Variant.of("u", pid));
  }

  private String awaitReleased() throws InterruptedException {
    return Objects.requireNonNull(released.poll(60, TimeUnit.SECONDS)).arguments().string(1);
  }

  private static long take(
      BusClient client, String mode, String kind, Map<String, Variant> options)
      throws Exception {
    return client
        .call(
            FrontendBench.method("HoldMode")
                .with("sssssa{sv}", mode, "any", kind, "reaper", "recording", options))
        .integer(0);
  }
}
