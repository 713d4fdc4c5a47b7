package org.dubnium.fleet.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.BusClient;
import org.dubnium.bus.server.BusServer;
import org.dubnium.bus.testing.PrivateBus;
import org.dubnium.bus.transport.BusAddress;
import org.dubnium.bus.wire.Variant;
import org.dubnium.dbus.contract.Names;
import org.dubnium.dbus.testing.TestService;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the contract's own service on a private bus. */
class ModeControllerTest {

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore changes = new Semaphore(0);
  private final TestService service;
  private final HostBus bus;
  private final ModeController host;

  ModeControllerTest() throws Exception {
    service = new TestService();
    bus = new HostBus(BusAddress.of(service.bus.address()), threads, changes::release);
    host = new ModeController(bus);
  }

  @AfterEach
  void stop() throws Exception {
    bus.close();
    service.close();
    threads.shutdownNow();
  }

  @Test
  void tellsTheModeInPlainWords() throws Exception {
    Map<String, Object> state = host.state();
    assertEquals("desktop", state.get("CurrentMode"));
    assertEquals(1L, state.get("ApiVersion"));
    assertEquals(
        List.of("desktop", "compute"), host.explain("compute", Optional.empty()).get("route"));
  }

  @Test
  void asksForAModeAndGivesTheJob() throws Exception {
    Delegate alice = new Delegate("d5", "5a1e", 1000, "alice", "2", Instant.EPOCH);
    Map<String, Object> job = host.request("compute", "from the dashboard", Optional.of(alice));
    assertEquals(1L, job.get("Id"));
    assertTrue(service.controller.seen.getFirst().startsWith("RequestMode compute"));
    assertTrue(service.controller.seen.getFirst().contains("from the dashboard"));
    assertTrue(service.controller.seen.getFirst().contains("Optional[d5]"));
    assertTrue(service.controller.calls.getFirst().allowsInteraction());
    assertEquals(job, host.job(1));
  }

  @Test
  void aRefusalKeepsItsNameAndItsWords() {
    HostUnavailable refused =
        assertThrows(HostUnavailable.class, () -> host.request("nowhere", "", Optional.empty()));
    assertEquals("UnknownMode", refused.code());
    assertEquals("cannot find a mode nowhere", refused.getMessage());
  }

  @Test
  void telemetryIsInTheWordsOfTheFleet() throws Exception {
    GpuReading gpu = Telemetry.gpu(host.telemetry().getFirst()).orElseThrow();
    assertEquals("GPU-1", gpu.uuid());
    assertEquals("NVIDIA Test", gpu.name());
    assertEquals("00000000:01:00.0", gpu.pciBusId());
    assertEquals(50, gpu.values().get(Metric.GPU_TEMPERATURE));
    assertEquals(12, gpu.values().get(Metric.GPU_ECC_CORRECTED));
    // The gravest that nothing has recovered, and not the last, 13.
    assertEquals(79, gpu.values().get(Metric.GPU_XID));
    assertEquals(1, gpu.values().get(Metric.GPU_THROTTLE));
    assertEquals(null, gpu.values().get(Metric.GPU_UTILIZATION), "it was not told");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 128, 4_294_967_295L})
  void aGpuOfAnOddIndexIsNone(long index) {
    assertEquals(
        Optional.empty(),
        Telemetry.gpu(Map.of("index", Variant.of("x", index), "uuid", Variant.of("s", "GPU-1"))));
  }

  @Test
  void aGpuWithoutAnIndexIsNotTheFirst() {
    assertEquals(Optional.empty(), Telemetry.gpu(Map.of("uuid", Variant.of("s", "GPU-1"))));
  }

  @Test
  void hearsThatSomethingChanged() throws Exception {
    var _ = host.state();
    changes.drainPermits();
    service.controller.enter("compute");
    service.root.announce();
    assertTrue(changes.tryAcquire(60, TimeUnit.SECONDS));
    assertEquals("compute", host.state().get("CurrentMode"));
  }

  @Test
  void oneThatIsSilentIsNotWaitedForLongerThanAsked() throws Exception {
    try (PrivateBus silent = PrivateBus.start()) {
      BusClient owner = silent.connect();
      BusServer.on(owner, Names.ROOT_PATH).requestName(Names.BUS_NAME);
      owner.connection().serve(call -> {});
      try (HostBus asked = new HostBus(BusAddress.of(silent.address()), threads, () -> {})) {
        HostUnavailable why =
            assertThrows(
                HostUnavailable.class,
                () -> new ModeController(asked).state(Duration.ofMillis(100)));
        assertEquals("NoReply", why.code());
      }
    }
  }

  @Test
  void withoutABusThereIsAReason() {
    try (HostBus none =
        new HostBus(BusAddress.of("unix:path=/nonexistent/bus"), threads, () -> {})) {
      HostUnavailable why =
          assertThrows(HostUnavailable.class, () -> new ModeController(none).state());
      assertTrue(
          String.valueOf(why.getMessage()).startsWith("cannot reach the system bus: "),
          String.valueOf(why.getMessage()));
    }
  }
}
