package org.dubnium.daemon.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.domain.observation.GpuProcess;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.Observations;
import org.dubnium.daemon.fixture.Policies;
import org.dubnium.daemon.fixture.UnitFixture;
import org.junit.jupiter.api.Test;

/** What a model server left behind on a GPU. */
class ServerStraysTest {

  private static final long SERVER = 970;

  @Test
  void aProcessOfTheUnitIsNoneWhileThatRuns() {
    assertEquals(List.of(), strays(Observations.compute(), Optional.of(SERVER)));
  }

  @Test
  void whatIsInTheGroupOfAUnitThatIsDownIsNamedWithWhatToDo() {
    List<String> found = strays(held("python3", 4711, SERVER, "vllm.service"), Optional.empty());
    assertEquals(1, found.size());
    assertTrue(found.getFirst().startsWith("pid 4711 (python3) of vllm.service"), found.getFirst());
    assertTrue(found.getFirst().contains("end it: kill 4711"), found.getFirst());
  }

  @Test
  void aProcessOfTheServersUserElsewhereIsOne() {
    ObservationBuilder host = held("VLLM::Worker_TP", 4711, SERVER, "init.scope");
    assertEquals(1, strays(host, Optional.of(SERVER)).size());
    assertEquals(0, strays(host, Optional.empty()).size());
  }

  @Test
  void theNameAloneIsNoEvidence() {
    ObservationBuilder host = held("VLLM::EngineCor", 4711, 1000, "session-2.scope");
    assertEquals(List.of(), strays(host, Optional.of(SERVER)));
  }

  private static ObservationBuilder held(String command, int pid, long uid, String unit) {
    return Observations.desktop()
        .unit("vllm.service", UnitFixture::down)
        .process(pid, command, uid, unit, "")
        .gpu(0, gpu -> gpu.process(pid, GpuProcess.Kind.COMPUTE, 3072));
  }

  private static List<String> strays(ObservationBuilder host, Optional<Long> uid) {
    return ServerStrays.of(host.build(), Policies.shipped(), uid);
  }
}
