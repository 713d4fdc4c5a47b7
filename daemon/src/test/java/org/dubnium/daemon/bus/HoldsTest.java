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
import org.dubnium.bus.StandardError;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Signal;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.hold.Hold;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.domain.transition.Caller;
import org.dubnium.daemon.engine.EngineBench;
import org.dubnium.daemon.fake.FakeProcess;
import org.dubnium.daemon.port.Authority;
import org.dubnium.daemon.port.HoldMemory;
import org.dubnium.dbus.client.ModeControllerException;
import org.dubnium.dbus.contract.HoldRequest;
import org.dubnium.dbus.contract.JobProperties;
import org.dubnium.dbus.contract.ModeError;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.contract.RequestOptions;
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
      take(daw, "compute", HoldRequest.Kind.BLOCK, Optional.empty());
      assertEquals(1, bench.controller.properties().holds().size());
      JobProperties end = bench.end(bench.request("compute"));
      assertEquals(Optional.of("blocked"), end.outcome());
      assertEquals("held", end.reason().code());
      assertTrue(end.reason().message().contains("reaper (hold 1): recording"));
    }
    assertEquals("disconnected", awaitReleased());
    assertEquals(List.of(), bench.controller.properties().holds());
    assertEquals("committed", bench.outcome(bench.request("compute")));
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
      take(shell, "compute", HoldRequest.Kind.BLOCK, pid(process.info().pid()));
    }
    assertEquals(1, bench.controller.properties().holds().size());
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
      bench.controller.releaseHold(
          take(bench.client, "compute", HoldRequest.Kind.DELAY, pid(process.info().pid())));
    }
    assertEquals(before, bench.host.proc.scans.get());
  }

  @Test
  void isTakenOnlyForAProcessThatIsThere() {
    ModeControllerException refused =
        assertThrows(
            ModeControllerException.class,
            () -> take(bench.client, "compute", HoldRequest.Kind.BLOCK, pid(4712)));
    assertEquals(ModeError.INVALID_OPTION, refused.error());
  }

  @Test
  void delaysUntilItIsReleased() throws Exception {
    long cookie = take(bench.client, "compute", HoldRequest.Kind.DELAY, Optional.empty());
    var job = bench.request("compute");
    Signal told = Objects.requireNonNull(prepared.poll(60, TimeUnit.SECONDS));
    assertTrue(told.arguments().bool(0));
    assertEquals("compute", told.arguments().string(2));
    assertTrue(told.arguments().dict(3).containsKey("ends"));
    assertEquals(List.of(), bench.host.units.calls());
    bench.controller.releaseHold(cookie);
    assertEquals("released", awaitReleased());
    assertEquals("committed", bench.outcome(job));
  }

  @Test
  void mayBePassedByByWhoTookIt() throws Exception {
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    take(bench.client, "", HoldRequest.Kind.BLOCK, Optional.empty());
    assertEquals("committed", bench.outcome(passHoldsBy()));
  }

  /** Nobody else's stands there yet, so nothing is asked; one that comes later is not passed by. */
  @Test
  void laterHoldsOfOthersAreNotPassedByWithoutAuthority() throws Exception {
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    take(bench.client, "", HoldRequest.Kind.DELAY, Optional.empty());
    var job = passHoldsBy();
    assertNotNull(prepared.poll(60, TimeUnit.SECONDS));
    bench.engine.engine.holds().add(strangers(9));
    JobProperties end = bench.end(job);
    assertEquals(Optional.of("blocked"), end.outcome());
    assertEquals("held", end.reason().code());
    assertTrue(end.reason().message().contains("hold 9"));
    assertEquals(List.of(), bench.host.units.calls());
  }

  @Test
  void thoseOfOthersTakeTheAuthorityToPassGuardsBy() throws Exception {
    bench.engine.engine.holds().add(strangers(9));
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.NO);
    ModeControllerException refused =
        assertThrows(ModeControllerException.class, this::passHoldsBy);
    assertEquals(StandardError.ACCESS_DENIED, refused.error());
    bench.polkit.answer("org.dubnium.ModeController.bypass-guard", Authority.Decision.YES);
    assertEquals("committed", bench.outcome(passHoldsBy()));
  }

  private long passHoldsBy() throws Exception {
    return bench.controller.requestMode(
        "compute",
        new RequestOptions(
            Optional.empty(),
            List.of("holds"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
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
    take(bench.client, "compute", HoldRequest.Kind.BLOCK, Optional.empty());
    HoldMemory.Remembered both;
    try (BusClient leaves = bench.bus.connect()) {
      take(leaves, "desktop", HoldRequest.Kind.BLOCK, Optional.empty());
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

  private static Optional<Long> pid(long pid) {
    return Optional.of(pid);
  }

  private String awaitReleased() throws InterruptedException {
    return Objects.requireNonNull(released.poll(60, TimeUnit.SECONDS)).arguments().string(1);
  }

  private static long take(
      BusClient client, String mode, HoldRequest.Kind kind, Optional<Long> pid) throws Exception {
    return FrontendBench.controllerOf(client)
        .holdMode(
            new HoldRequest(
                mode, HoldRequest.Direction.ANY, kind, "reaper", "recording", pid));
  }
}
