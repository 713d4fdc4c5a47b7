package org.dubnium.daemon.engine;

import static org.dubnium.daemon.engine.EngineBench.BOOT;
import static org.dubnium.daemon.engine.EngineBench.COMPUTE;
import static org.dubnium.daemon.engine.EngineBench.DESKTOP;
import static org.dubnium.daemon.engine.EngineBench.STUDIO;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.mode.ModeName;
import org.dubnium.daemon.domain.transition.BootState;
import org.dubnium.daemon.fake.FakeHost;
import org.dubnium.daemon.fake.FakeStatusFiles;
import org.dubnium.daemon.port.BootMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DesiredTest {

  private final EngineBench bench = new EngineBench(FakeHost.inDesktop(1));
  private final FakeStatusFiles files = new FakeStatusFiles();

  @AfterEach
  void close() {
    bench.close();
  }

  private Desired desired(BootMemory memory) {
    return new Desired(memory, files, bench.told, bench.policy, BOOT);
  }

  private Desired left(String boot, ModeName mode) {
    bench.memory.write(new BootState(boot, mode));
    return desired(bench.memory);
  }

  @Test
  void survivesTheDaemonAndNotTheBoot() {
    assertEquals(DESKTOP, desired(bench.memory).mode(), "the boot mode");
    assertEquals(COMPUTE, left(BOOT, COMPUTE).mode());
    assertEquals(Optional.of(COMPUTE), files.desired());
    assertEquals(DESKTOP, left("boot-0", COMPUTE).mode());
    assertEquals(Optional.of(DESKTOP), files.desired());
  }

  @Test
  void aModeThatIsNoLongerConfiguredIsForgotten() {
    assertEquals(DESKTOP, left(BOOT, new ModeName("render")).mode());
  }

  @Test
  void everybodyIsToldOfAnother() {
    Desired desired = desired(bench.memory);
    desired.set(STUDIO);
    assertEquals(STUDIO, desired.mode());
    assertEquals(Optional.of(new BootState(BOOT, STUDIO)), bench.memory.read());
    assertEquals(Optional.of(STUDIO), files.desired());
    assertEquals(List.of("desired studio-local"), bench.told.lines);
  }

  @Test
  void whatCannotBeRememberedHoldsAllTheSame() {
    Desired desired =
        desired(
            new BootMemory() {
              @Override
              public Optional<BootState> read() {
                return Optional.empty();
              }

              @Override
              public void write(BootState state) throws IOException {
                throw new IOException("no space left");
              }
            });
    desired.set(COMPUTE);
    assertEquals(COMPUTE, desired.mode());
    assertEquals(List.of("desired compute"), bench.told.lines);
  }
}
