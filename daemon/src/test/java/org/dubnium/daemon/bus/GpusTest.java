package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.dbus.client.ModeControllerListener;
import org.dubnium.dbus.client.SignalDispatcher;
import org.dubnium.dbus.contract.GpuProperties;
import org.dubnium.dbus.contract.XidInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GPUs, as clients see them come, go and fail. */
class GpusTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FrontendBench bench;
  private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

  GpusTest() throws Exception {
    bench = new FrontendBench();
  }

  @BeforeEach
  void listen() throws Exception {
    SignalDispatcher.subscribe(
        bench.client,
        new ModeControllerListener() {
          @Override
          public void gpuError(String uuid, XidInfo error) {
            events.add(uuid + " xid " + error.xid() + " at " + error.at());
          }

          @Override
          public void gpuChanged(String uuid, String kind) {
            events.add(uuid + " " + kind);
          }
        });
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void comeAndGo() throws Exception {
    bench.host.gpus.add(1);
    bench.engine.engine.refresh();
    assertEquals("GPU-1 added", awaitEvent());
    bench.host.gpus.remove("GPU-1");
    bench.engine.engine.refresh();
    assertEquals("GPU-1 removed", awaitEvent());
    assertFalse(gpu("GPU-1").present());
    assertEquals("lost", gpu("GPU-1").health());
    bench.host.gpus.add(1);
    bench.engine.engine.refresh();
    assertEquals("GPU-1 added", awaitEvent());
    assertTrue(gpu("GPU-1").present());
  }

  @Test
  void failWithAnXidThatIsShownAtOnce() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 79, NOON));
    assertEquals("GPU-0 xid 79 at " + NOON, awaitEvent());
    assertEquals("GPU-0 lost", awaitEvent());
    assertEquals(79, gpu("GPU-0").lastXid().orElseThrow().xid());
    assertEquals("lost", gpu("GPU-0").health());
  }

  @Test
  void aLaterHarmlessXidDoesNotHideAFatalOne() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 79, NOON));
    bench.host.gpus.fire(new GpuEvent("GPU-0", 45, NOON.plusSeconds(1)));
    XidInfo last = gpu("GPU-0").lastXid().orElseThrow();
    assertEquals(45, last.xid());
    assertEquals("info", last.severity());
    assertEquals(79, last.worst().orElseThrow().xid());
    assertEquals("lost", gpu("GPU-0").health());
    assertEquals("reboot", gpu("GPU-0").recovery());
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0").health());
    assertEquals("reboot", gpu("GPU-0").recovery());
  }

  @Test
  void recoverWhenTheDriverWantsNothingMoreOrIsBack() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 143, NOON));
    bench.host.gpus.recoveryAction(2L);
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0").health());
    assertEquals("reboot", gpu("GPU-0").recovery());
    bench.host.gpus.recoveryAction(0L);
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0").health());
    assertEquals("none", gpu("GPU-0").recovery());
    bench.host.gpus.recoveryAction(null);
    bench.host.gpus.fire(new GpuEvent("GPU-0", 48, NOON.plusSeconds(1)));
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0").health());
    bench.host.gpus.driverReloaded();
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0").health());
  }

  @Test
  void theirDriverThatRefusesNewProgramsDegradesTheMode() throws Exception {
    bench.host.gpus.driverFit(
        new DriverFit(Reading.of("580.105.08"), Reading.of("580.95.05"), Optional.empty()));
    bench.engine.engine.refresh();
    assertEquals("degraded", bench.controller.properties().condition());
    assertEquals("desktop", bench.controller.properties().currentMode());
    bench.host.gpus.driverFit(DriverFit.UNKNOWN);
    bench.engine.engine.refresh();
    assertEquals("settled", bench.controller.properties().condition());
  }

  @Test
  void areShownAsTheyWereWhileTheySleep() throws Exception {
    OptionalLong total = gpu("GPU-0").memoryTotal();
    bench.engine.engine.glance();
    bench.host.gpus.asleep();
    bench.engine.engine.glance();
    assertTrue(gpu("GPU-0").asleep());
    assertEquals("ok", gpu("GPU-0").health());
    assertEquals(total, gpu("GPU-0").memoryTotal());
    assertEquals(OptionalLong.empty(), gpu("GPU-0").memoryUsed());
    assertTrue(gpu("GPU-0").processes().isPresent());
    bench.engine.engine.refresh();
    assertFalse(gpu("GPU-0").asleep());
    assertTrue(gpu("GPU-0").memoryUsed().orElseThrow() >= 0);
  }

  @Test
  void sayThatTheirMemoryIsTheMachines() throws Exception {
    assertEquals("dedicated", gpu("GPU-0").memoryKind());
    bench.host.gpus.unifiedMemory();
    bench.engine.engine.refresh();
    assertEquals("unified", gpu("GPU-0").memoryKind());
    assertEquals(OptionalLong.empty(), gpu("GPU-0").memoryTotal());
    assertEquals("ok", gpu("GPU-0").health());
  }

  @Test
  void showNothingThatIsNoLongerKnown() throws Exception {
    assertEquals("ok", gpu("GPU-0").health());
    bench.host.gpus.breakReads("the driver is gone");
    bench.engine.engine.refresh();
    assertEquals("unknown", gpu("GPU-0").health());
    assertEquals(OptionalLong.empty(), gpu("GPU-0").memoryUsed());
    bench.host.gpus.breakReads(null);
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0").health());
    assertEquals(List.of(), List.copyOf(events));
  }

  private GpuProperties gpu(String uuid) throws Exception {
    return bench.controller.gpu(uuid);
  }

  /** The next event, in words. */
  private String awaitEvent() throws InterruptedException {
    return String.valueOf(events.poll(60, TimeUnit.SECONDS));
  }
}
