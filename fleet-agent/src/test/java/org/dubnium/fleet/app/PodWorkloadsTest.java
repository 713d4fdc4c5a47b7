package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.pod.IdleReading;
import org.dubnium.fleet.pod.reconcile.RentedFleet;
import org.dubnium.fleet.runpod.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PodWorkloadsTest {

  private static final NodeId NODE = new NodeId("worker-0");

  @TempDir private Path directory;

  private static NodeState serving(double running, double waiting) {
    return NodeState.unknown(NODE)
        .seen(
            new NodeReading(
                NODE,
                "worker-0",
                Instant.EPOCH,
                List.of(),
                Map.of(),
                List.of(
                    new ServerReading(
                        "worker-0:8000",
                        Map.of(
                            Metric.VLLM_REQUESTS_RUNNING, running,
                            Metric.VLLM_REQUESTS_WAITING, waiting))),
                List.of()));
  }

  @Test
  void requestsAreThoseOfTheServersThatItsExporterTellsOf() throws Exception {
    try (RentedFleet fleet = new RentedFleet(directory)) {
      fleet.apply();
      Pod pod = fleet.client.getPod(fleet.id(0));
      IdleReading busy = new PodWorkloads(() -> List.of(serving(2, 1))).of(pod);
      assertEquals(OptionalLong.of(3), busy.requests());
      assertTrue(busy.tellsRequests());
      assertEquals(1, busy.gpuPercent().size());
      IdleReading silent =
          new PodWorkloads(() -> List.of(serving(2, 1).silent("no answer"))).of(pod);
      assertEquals(OptionalLong.empty(), silent.requests());
      assertTrue(silent.tellsRequests());
      IdleReading none = new PodWorkloads(List::of).of(pod);
      assertEquals(OptionalLong.empty(), none.requests());
      assertFalse(none.tellsRequests());
    }
  }
}
