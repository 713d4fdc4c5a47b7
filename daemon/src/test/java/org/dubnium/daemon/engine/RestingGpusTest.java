package org.dubnium.daemon.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.observation.Gpu;
import org.dubnium.daemon.domain.observation.GpuInventory;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fake.FakeHost;
import org.junit.jupiter.api.Test;

/** Looks that nobody asked for leave a sleeping GPU alone, where nobody needs it. */
class RestingGpusTest {

  private static Reading<List<Boolean>> asleep(HostSnapshot seen) {
    Reading<GpuInventory> gpus = seen.observation().gpus();
    return gpus.map(all -> all.gpus().stream().map(Gpu::asleep).toList());
  }

  @Test
  void inTheDesktop() throws Exception {
    FakeHost host = FakeHost.inDesktop(1);
    try (EngineBench bench = EngineBench.on(host)) {
      host.gpus.asleep();
      assertEquals(Reading.of(List.of(false)), asleep(bench.engine.refresh()));
      assertEquals(Reading.of(List.of(true)), asleep(bench.engine.glance()));
      assertEquals(Reading.of(List.of(false)), asleep(bench.engine.refresh()), "somebody asked");
      assertEquals(Reading.of(List.of(true)), asleep(bench.engine.glance()));
      assertEquals("desktop", bench.engine.glance().classification().modeText());
    }
  }

  @Test
  void butNotInCompute() throws Exception {
    FakeHost host = FakeHost.inCompute(1);
    try (EngineBench bench = EngineBench.on(host)) {
      host.gpus.asleep();
      for (int look = 0; look < 3; look++) {
        assertEquals(Reading.of(List.of(false)), asleep(bench.engine.glance()));
      }
      assertEquals(0, host.gpus.glances());
    }
  }
}
