package org.dubnium.fleet.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.pod.reconcile.RentedFleet;
import org.dubnium.fleet.telemetry.scrape.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PodTargetsTest {

  @TempDir private Path directory;

  @Test
  void exportersOfPodsThatServeAreReadUnderTheNamesOfTheirSlots() throws Exception {
    try (RentedFleet fleet = new RentedFleet(directory)) {
      assertEquals(List.of(), PodTargets.of(fleet.reconciler.status().orElseThrow()));
      fleet.apply();
      List<Target> targets = PodTargets.of(fleet.reconciler.status().orElseThrow());
      assertEquals(
          List.of(new NodeId("worker-0"), new NodeId("worker-1")),
          targets.stream().map(Target::node).toList());
      assertEquals(
          "https://" + fleet.id(0) + "-9400.proxy.runpod.net/metrics",
          targets.getFirst().url().toString());
      fleet.reconciler.stop("worker-0", "somebody");
      fleet.pass(2);
      assertEquals(
          List.of(new NodeId("worker-1")),
          PodTargets.of(fleet.reconciler.status().orElseThrow()).stream()
              .map(Target::node)
              .toList());
    }
  }
}
