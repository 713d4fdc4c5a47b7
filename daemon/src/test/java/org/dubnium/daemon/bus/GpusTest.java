package org.dubnium.daemon.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dubnium.bus.client.MatchRule;
import org.dubnium.bus.client.Signal;
import org.dubnium.bus.wire.Variant;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.dbus.contract.Names;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GPUs, as clients see them come, go and fail. */
class GpusTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final FrontendBench bench;
  private final LinkedBlockingQueue<Signal> events = new LinkedBlockingQueue<>();

  GpusTest() throws Exception {
    bench = new FrontendBench();
  }

  @BeforeEach
  void listen() throws Exception {
    bench.client.subscribe(
        MatchRule.signal(Names.BUS_NAME, Names.MODE_CONTROLLER, "GpuEvent"), events::add);
  }

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  @Test
  void comeAndGo() throws Exception {
    bench.host.gpus.add(1);
    bench.engine.engine.refresh();
    assertEquals(List.of("GPU-1", "added"), awaitEvent());
    bench.host.gpus.remove("GPU-1");
    bench.engine.engine.refresh();
    assertEquals(List.of("GPU-1", "removed"), awaitEvent());
    assertFalse(gpu("GPU-1", "Present").asBoolean());
    assertEquals("lost", gpu("GPU-1", "Health").asString());
    bench.host.gpus.add(1);
    bench.engine.engine.refresh();
    assertEquals(List.of("GPU-1", "added"), awaitEvent());
    assertTrue(gpu("GPU-1", "Present").asBoolean());
  }

  @Test
  void failWithAnXidThatIsShownAtOnce() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 79, NOON));
    Map<String, Variant> details = event().arguments().dict(2);
    assertEquals(79, Objects.requireNonNull(details.get("xid")).asLong());
    assertEquals(
        NOON.getEpochSecond() * 1_000_000, Objects.requireNonNull(details.get("at")).asLong());
    assertEquals(List.of("GPU-0", "lost"), awaitEvent());
    assertEquals(
        79, Objects.requireNonNull(gpu("GPU-0", "LastXid").asDict().get("xid")).asLong());
    assertEquals("lost", gpu("GPU-0", "Health").asString());
  }

  @Test
  void aLaterHarmlessXidDoesNotHideAFatalOne() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 79, NOON));
    bench.host.gpus.fire(new GpuEvent("GPU-0", 45, NOON.plusSeconds(1)));
    Map<String, Variant> last = gpu("GPU-0", "LastXid").asDict();
    assertEquals(45, Objects.requireNonNull(last.get("xid")).asLong());
    assertEquals("info", Objects.requireNonNull(last.get("severity")).asString());
    assertEquals(79, Objects.requireNonNull(last.get("worst-xid")).asLong());
    assertEquals("lost", gpu("GPU-0", "Health").asString());
    assertEquals("reboot", gpu("GPU-0", "Recovery").asString());
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0", "Health").asString());
    assertEquals("reboot", gpu("GPU-0", "Recovery").asString());
  }

  @Test
  void recoverWhenTheDriverWantsNothingMoreOrIsBack() throws Exception {
    bench.host.gpus.fire(new GpuEvent("GPU-0", 143, NOON));
    bench.host.gpus.recoveryAction(2L);
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0", "Health").asString());
    assertEquals("reboot", gpu("GPU-0", "Recovery").asString());
    bench.host.gpus.recoveryAction(0L);
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0", "Health").asString());
    assertEquals("none", gpu("GPU-0", "Recovery").asString());
    bench.host.gpus.recoveryAction(null);
    bench.host.gpus.fire(new GpuEvent("GPU-0", 48, NOON.plusSeconds(1)));
    bench.engine.engine.refresh();
    assertEquals("degraded", gpu("GPU-0", "Health").asString());
    bench.host.gpus.driverReloaded();
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0", "Health").asString());
  }

  @Test
  void theirDriverThatRefusesNewProgramsDegradesTheMode() throws Exception {
    bench.host.gpus.driverFit(
        new DriverFit(Reading.of("580.105.08"), Reading.of("580.95.05"), Optional.empty()));
    bench.engine.engine.refresh();
    assertEquals("degraded", root("Condition").asString());
    assertEquals("desktop", root("CurrentMode").asString());
    bench.host.gpus.driverFit(DriverFit.UNKNOWN);
    bench.engine.engine.refresh();
    assertEquals("settled", root("Condition").asString());
  }

  private Variant root(String property) throws Exception {
    return bench.client.property(
        Names.BUS_NAME, Names.ROOT_PATH.value(), Names.MODE_CONTROLLER, property);
  }

  @Test
  void areShownAsTheyWereWhileTheySleep() throws Exception {
    long total = gpu("GPU-0", "MemoryTotal").asLong();
    bench.engine.engine.glance();
    bench.host.gpus.asleep();
    bench.engine.engine.glance();
    assertTrue(gpu("GPU-0", "Asleep").asBoolean());
    assertEquals("ok", gpu("GPU-0", "Health").asString());
    assertEquals(total, gpu("GPU-0", "MemoryTotal").asLong());
    assertEquals(-1, gpu("GPU-0", "MemoryUsed").asLong());
    assertTrue(gpu("GPU-0", "ProcessesKnown").asBoolean());
    bench.engine.engine.refresh();
    assertFalse(gpu("GPU-0", "Asleep").asBoolean());
    assertTrue(gpu("GPU-0", "MemoryUsed").asLong() >= 0);
  }

  @Test
  void sayThatTheirMemoryIsTheMachines() throws Exception {
    assertEquals("dedicated", gpu("GPU-0", "MemoryKind").asString());
    bench.host.gpus.unifiedMemory();
    bench.engine.engine.refresh();
    assertEquals("unified", gpu("GPU-0", "MemoryKind").asString());
    assertEquals(-1, gpu("GPU-0", "MemoryTotal").asLong());
    assertEquals("ok", gpu("GPU-0", "Health").asString());
  }

  @Test
  void showNothingThatIsNoLongerKnown() throws Exception {
    assertEquals("ok", gpu("GPU-0", "Health").asString());
    bench.host.gpus.breakReads("the driver is gone");
    bench.engine.engine.refresh();
    assertEquals("unknown", gpu("GPU-0", "Health").asString());
    assertEquals(-1, gpu("GPU-0", "MemoryUsed").asLong());
    bench.host.gpus.breakReads(null);
    bench.engine.engine.refresh();
    assertEquals("ok", gpu("GPU-0", "Health").asString());
    assertEquals(List.of(), List.copyOf(events));
  }

  private Variant gpu(String uuid, String property) throws Exception {
    return bench.client.property(
        Names.BUS_NAME, Names.gpu(uuid).value(), Names.GPU, property);
  }

  private Signal event() throws InterruptedException {
    return Objects.requireNonNull(events.poll(60, TimeUnit.SECONDS));
  }

  /** UUID and kind of the next event. */
  private List<String> awaitEvent() throws InterruptedException {
    Signal event = event();
    return List.of(event.arguments().string(0), event.arguments().string(1));
  }
}
