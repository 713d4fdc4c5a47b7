package org.dubnium.daemon.adapter.nvml;

import static org.dubnium.daemon.adapter.nvml.Readings.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.dubnium.daemon.domain.observation.GpuEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reading that has returned has begun the watch, so that nothing here needs to wait for that. */
class XidWatcherTest {

  private static final String FIRST = "GPU-d0b00000-5100-4a00-8000-000000000000";
  private static final String SECOND = "GPU-d0b00000-5100-4a00-8000-000000000001";

  @RegisterExtension private final SimulatedGpus gpus = new SimulatedGpus();

  private final BlockingQueue<GpuEvent> events = new LinkedBlockingQueue<>();

  private NvmlGpuProbe watching() {
    NvmlGpuProbe probe = gpus.probe();
    probe.onEvent(events::add);
    assertTrue(probe.read().isAvailable());
    return probe;
  }

  private void assertNext(String uuid, long xid) throws InterruptedException {
    GpuEvent event = events.take();
    assertEquals(uuid, event.uuid());
    assertEquals(xid, event.xid());
  }

  @Test
  void reportsCriticalErrorsWithTheirGpu() throws Exception {
    gpus.control("add");
    watching();
    gpus.control("xid", "1", "79");
    gpus.control("xid", "0", "31");
    assertNext(SECOND, 79);
    assertNext(FIRST, 31);
  }

  @Test
  void reportsToEveryListener() throws Exception {
    NvmlGpuProbe probe = watching();
    BlockingQueue<GpuEvent> others = new LinkedBlockingQueue<>();
    probe.onEvent(others::add);
    gpus.control("xid", "0", "43");
    assertEquals(events.take(), others.take());
  }

  @Test
  void reportsNothingButCriticalErrors() throws Exception {
    watching();
    Path queue = gpus.state().resolve("events/queue");
    Files.writeString(queue, "0 16 1\n", StandardOpenOption.APPEND); // nvmlEventTypeClock
    gpus.control("xid", "0", "62");
    assertNext(FIRST, 62);
  }

  @Test
  void leavesOutAGpuWithoutEvents() throws Exception {
    gpus.control("add");
    gpus.control("unset", "0", "event_types");
    watching();
    gpus.control("xid", "0", "13");
    gpus.control("xid", "1", "14");
    assertNext(SECOND, 14);
  }

  @Test
  void isNoFailureWhereNoGpuHasEvents() throws Exception {
    gpus.control("set", "0", "event_types=0");
    NvmlGpuProbe probe = watching();
    assertTrue(probe.read().isAvailable());
  }

  @Test
  void goesOnWhileAReadingHangs() throws Exception {
    NvmlGpuProbe probe = watching();
    gpus.control("fault", "set", "nvmlDeviceGetName", "hang");
    probe.onEvent(event -> {}); // begins a reading that nobody waits for
    gpus.control("xid", "0", "74");
    assertNext(FIRST, 74);
  }

  @Test
  void watchesAnewAfterNvmlWasInitialisedAnew() throws Exception {
    NvmlGpuProbe probe = watching();
    gpus.control("fault", "set", "nvmlDeviceGetCount_v2", "code=1");
    assertTrue(!probe.read().isAvailable());
    gpus.control("fault", "clear");
    assertEquals(1, value(probe.read()).gpus().size());
    gpus.control("xid", "0", "48");
    assertNext(FIRST, 48);
  }
}
