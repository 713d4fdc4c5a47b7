package org.dubnium.fleet.telemetry.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.NodeState;
import org.junit.jupiter.api.Test;

class ExpositionTest {

  private static final NodeState BUSY =
      NodeState.unknown(new NodeId("gpu-1"))
          .seen(
              new NodeReading(
                  new NodeId("gpu-1"),
                  "gpu-1.example",
                  Instant.EPOCH,
                  List.of(
                      new GpuReading(
                          0,
                          "GPU-8f1a",
                          "NVIDIA \"H200\"",
                          "00000000:01:00.0",
                          Map.of(
                              Metric.GPU_UTILIZATION, 97.0,
                              Metric.GPU_POWER, 412.5,
                              Metric.GPU_THROTTLE, 1.0))),
                  Map.of(Metric.VLLM_REQUESTS_RUNNING, 3.0)));

  @Test
  void speaksAsDcgmExporterDoes() {
    assertEquals(
        """
        # HELP dubnium_node_up Whether the node answers.
        # TYPE dubnium_node_up gauge
        dubnium_node_up{node="gpu-1"} 1
        # HELP DCGM_FI_DEV_GPU_UTIL GPU utilization (in %).
        # TYPE DCGM_FI_DEV_GPU_UTIL gauge
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 97
        # HELP DCGM_FI_DEV_POWER_USAGE Power draw (in W).
        # TYPE DCGM_FI_DEV_POWER_USAGE gauge
        DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 412.5
        # HELP dubnium_gpu_throttle Gpu throttle.
        # TYPE dubnium_gpu_throttle gauge
        dubnium_gpu_throttle{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 1
        # HELP dubnium_vllm_requests_running Vllm requests running.
        # TYPE dubnium_vllm_requests_running gauge
        dubnium_vllm_requests_running{node="gpu-1"} 3
        # HELP dubnium_mode_info Mode of this host; always 1.
        # TYPE dubnium_mode_info gauge
        dubnium_mode_info{mode="compute"} 1
        """,
        Exposition.of(List.of(BUSY), Map.of("mode", "compute")));
  }

  @Test
  void aSilentNodeIsDownAndHasNoValues() {
    String text = Exposition.of(List.of(BUSY.silent("timed out")), Map.of());
    assertEquals(
        """
        # HELP dubnium_node_up Whether the node answers.
        # TYPE dubnium_node_up gauge
        dubnium_node_up{node="gpu-1"} 0
        """,
        text);
    assertFalse(text.contains("DCGM"));
  }
}
