package org.dubnium.fleet.telemetry.exposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dubnium.dbus.contract.ModelServerInfo;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.PrometheusMetric;
import org.dubnium.fleet.domain.SubjectKind;
import org.dubnium.fleet.slurm.SlurmReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {

  /** What the mode controller tells: {@link ModeFamilies} and {@link ModelFamilies} have it in more words. */
  private static final Set<Metric> OF_ITS_HOST =
      Set.of(
          Metric.MODE_CONDITION,
          Metric.REPAIRS_GIVEN_UP,
          Metric.MODEL_SERVER_STATE,
          Metric.MODEL_LOAD_SECONDS,
          Metric.MODEL_LOAD_PROGRESS);

  private static String text(List<Family> families) {
    return Exposition.text(families);
  }

  @Test
  void speaksAsDcgmExporterDoes() {
    assertEquals(
        """
        # HELP dubnium_node_up Whether the node answers.
        # TYPE dubnium_node_up gauge
        dubnium_node_up{node="gpu-1"} 1
        # HELP dubnium_node_last_seen_timestamp_seconds When the node answered last.
        # TYPE dubnium_node_last_seen_timestamp_seconds gauge
        dubnium_node_last_seen_timestamp_seconds{node="gpu-1"} 1795262400
        # HELP DCGM_FI_DEV_GPU_UTIL GPU utilization (in %).
        # TYPE DCGM_FI_DEV_GPU_UTIL gauge
        DCGM_FI_DEV_GPU_UTIL{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 97
        # HELP DCGM_FI_DEV_POWER_USAGE Power draw (in W).
        # TYPE DCGM_FI_DEV_POWER_USAGE gauge
        DCGM_FI_DEV_POWER_USAGE{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 412.5
        # HELP dubnium_gpu_throttle Reasons in force for clocks below the highest, idleness not counted.
        # TYPE dubnium_gpu_throttle gauge
        dubnium_gpu_throttle{gpu="0",UUID="GPU-8f1a",pci_bus_id="00000000:01:00.0",device="nvidia0",modelName="NVIDIA \\"H200\\"",Hostname="gpu-1.example"} 1
        # HELP dubnium_node_memory_bytes Memory of the node.
        # TYPE dubnium_node_memory_bytes gauge
        dubnium_node_memory_bytes{node="gpu-1"} 2097152
        # HELP dubnium_vllm_requests_running Requests that a vLLM server answers now.
        # TYPE dubnium_vllm_requests_running gauge
        dubnium_vllm_requests_running{node="gpu-1",server="127.0.0.1:8000"} 3
        dubnium_vllm_requests_running{node="gpu-1",server="127.0.0.1:8001"} 5
        """,
        text(FleetFamilies.of(List.of(ExposedFleet.BUSY))));
  }

  @Test
  void aSilentNodeIsDownAndHasNoValues() {
    String text = text(FleetFamilies.of(List.of(ExposedFleet.BUSY.silent("timed out"))));
    assertTrue(text.contains("dubnium_node_up{node=\"gpu-1\"} 0\n"), text);
    assertTrue(text.contains("dubnium_node_last_seen_timestamp_seconds"), text);
    assertFalse(text.contains("DCGM"), text);
  }

  /** Those of dcgm-exporter's default counters that are measured here. */
  @ParameterizedTest
  @CsvSource({
    "GPU_SM_CLOCK, DCGM_FI_DEV_SM_CLOCK, gauge",
    "GPU_MEMORY_CLOCK, DCGM_FI_DEV_MEM_CLOCK, gauge",
    "GPU_MEMORY_TEMPERATURE, DCGM_FI_DEV_MEMORY_TEMP, gauge",
    "GPU_TEMPERATURE, DCGM_FI_DEV_GPU_TEMP, gauge",
    "GPU_POWER, DCGM_FI_DEV_POWER_USAGE, gauge",
    "GPU_ENERGY, DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION, counter",
    "GPU_PCIE_REPLAYS, DCGM_FI_DEV_PCIE_REPLAY_COUNTER, counter",
    "GPU_UTILIZATION, DCGM_FI_DEV_GPU_UTIL, gauge",
    "GPU_MEMORY_UTILIZATION, DCGM_FI_DEV_MEM_COPY_UTIL, gauge",
    "GPU_ENCODER_UTILIZATION, DCGM_FI_DEV_ENC_UTIL, gauge",
    "GPU_DECODER_UTILIZATION, DCGM_FI_DEV_DEC_UTIL, gauge",
    "GPU_XID, DCGM_FI_DEV_XID_ERRORS, gauge",
    "GPU_MEMORY_FREE, DCGM_FI_DEV_FB_FREE, gauge",
    "GPU_MEMORY_USED, DCGM_FI_DEV_FB_USED, gauge",
    "GPU_ECC_CORRECTED, DCGM_FI_DEV_ECC_SBE_VOL_TOTAL, counter",
    "GPU_ECC_UNCORRECTED, DCGM_FI_DEV_ECC_DBE_VOL_TOTAL, counter",
  })
  void hasTheNamesAndTypesOfDcgmExporter(Metric metric, String name, String type) {
    PrometheusMetric exposed = metric.prometheus().orElseThrow();
    assertEquals(name, exposed.name());
    assertEquals(type, exposed.type());
    assertEquals(PrometheusMetric.Scale.SAME, exposed.scale());
  }

  /** Every hundredth, and every whole percent: as a person writes it, there and back. */
  @Test
  void ratiosHaveNoRowOfNines() {
    for (int percent = 0; percent <= 100; percent++) {
      double ratio = PrometheusMetric.Scale.RATIO.exposed(percent);
      assertEquals(Double.parseDouble("%d.%02d".formatted(percent / 100, percent % 100)), ratio);
      assertEquals(percent, kept(Metric.VLLM_KV_CACHE, ratio));
    }
    assertEquals(3, kept(Metric.NODE_MEMORY_TOTAL, 3 << 20));
    assertEquals(7, kept(Metric.SLURM_CPUS_TOTAL, 7));
  }

  private static double kept(Metric metric, double exposed) {
    return metric.prometheus().orElseThrow().scale().kept(exposed);
  }

  @Test
  void everyMetricThatIsReadOfANodeHasANameOfItsOwn() {
    List<Metric> read =
        Arrays.stream(Metric.values())
            .filter(metric -> metric.isKept() && metric.kind() != SubjectKind.CLUSTER)
            .filter(metric -> !OF_ITS_HOST.contains(metric))
            .toList();
    assertEquals(
        read.size(),
        read.stream()
            .map(metric -> metric.prometheus().orElseThrow().name())
            .collect(Collectors.toSet())
            .size());
  }

  @Test
  void whatRulesAloneAreAboutIsNotExposed() {
    for (Metric metric : Metric.values()) {
      if (!metric.isKept() || OF_ITS_HOST.contains(metric)) {
        assertEquals(Optional.empty(), metric.prometheus(), metric.text());
      }
    }
  }

  @Test
  void tellsOfTheModeAndTheLastTransition() {
    String text =
        text(
            ModeFamilies.of(
                Optional.of(ExposedFleet.mode("degraded", Optional.of(Instant.ofEpochSecond(1))))));
    for (String line :
        List.of(
            "dubnium_mode_up 1",
            "dubnium_mode_condition{condition=\"degraded\"} 1",
            "dubnium_mode_condition{condition=\"settled\"} 0",
            "dubnium_mode_degradations 1",
            "dubnium_transition_running 0",
            "dubnium_transition_last_timestamp_seconds 3.5",
            "dubnium_transition_last_duration_seconds 2.5")) {
      assertTrue(text.contains(line + "\n"), text);
    }
    assertEquals(
        """
        # HELP dubnium_mode_up Whether the mode controller of this host answers.
        # TYPE dubnium_mode_up gauge
        dubnium_mode_up 0
        """,
        text(ModeFamilies.of(Optional.empty())));
    assertFalse(
        text(ModeFamilies.of(Optional.of(ExposedFleet.mode("settled", Optional.empty()))))
            .contains("last"));
  }

  @Test
  void tellsHowTheModelServerIsAndHowFarItLoads() {
    assertEquals(
        """
        # HELP dubnium_model_server_state 1 for the state of the model server, else 0.
        # TYPE dubnium_model_server_state gauge
        dubnium_model_server_state{state="off"} 0
        dubnium_model_server_state{state="ready"} 0
        dubnium_model_server_state{state="asleep"} 0
        dubnium_model_server_state{state="loading"} 1
        dubnium_model_server_state{state="stalled"} 0
        dubnium_model_server_state{state="failed"} 0
        # HELP dubnium_model_server_info The model that is served or loaded; always 1.
        # TYPE dubnium_model_server_info gauge
        dubnium_model_server_info{cause="",model="eight",phase="load-weights"} 1
        # HELP dubnium_model_load_seconds How long the model has been loading.
        # TYPE dubnium_model_load_seconds gauge
        dubnium_model_load_seconds 30
        # HELP dubnium_model_load_progress_ratio Part of the present phase that is done, 0 to 1.
        # TYPE dubnium_model_load_progress_ratio gauge
        dubnium_model_load_progress_ratio 0.375
        # HELP dubnium_model_load_typical_seconds How long this model usually takes to load here.
        # TYPE dubnium_model_load_typical_seconds gauge
        dubnium_model_load_typical_seconds 130
        # HELP dubnium_model_server_strays Processes of a former model server that still hold GPU memory.
        # TYPE dubnium_model_server_strays gauge
        dubnium_model_server_strays 1
        """,
        text(
            ModelFamilies.of(
                Optional.of(ExposedFleet.LOADING), Instant.EPOCH.plusSeconds(40))));
    assertFalse(
        text(ModelFamilies.of(Optional.of(ModelServerInfo.OFF), Instant.EPOCH)).contains("load_"));
    assertEquals("", text(ModelFamilies.of(Optional.empty(), Instant.EPOCH)));
  }

  @Test
  void tellsOfSlurm() {
    String text = text(SlurmFamilies.of(ExposedFleet.SLURM));
    for (String line :
        List.of(
            "dubnium_slurm_up 1",
            "dubnium_slurm_nodes{status=\"mix\"} 1",
            "dubnium_slurm_nodes{status=\"idle\"} 0",
            "dubnium_slurm_cpus{state=\"allocated\"} 1",
            "dubnium_slurm_cpus{state=\"unavailable\"} 0",
            "dubnium_slurm_jobs{state=\"pending\"} 0")) {
      assertTrue(text.contains(line + "\n"), text);
    }
    assertTrue(
        text(SlurmFamilies.of(new SlurmReading.Silent("why"))).contains("dubnium_slurm_up 0"));
    assertEquals("", text(SlurmFamilies.of(new SlurmReading.Absent("why"))));
  }

  @Test
  void tellsOfAlerts() {
    String text = text(ExposedFleet.alerts());
    for (String line :
        List.of(
            "dubnium_alert_rules{enabled=\"true\"} 1",
            "dubnium_alerts 2",
            "dubnium_alert_deliveries_total{channel=\"mail\",outcome=\"failed\"} 1")) {
      assertTrue(text.contains(line + "\n"), text);
    }
    assertTrue(text.contains("severity=\"error\""), text);
  }

  @Test
  void tellsOfThisProcess(@TempDir Path proc) throws Exception {
    Files.createDirectories(proc.resolve("fd/0"));
    Files.writeString(proc.resolve("status"), "Name:\tjava\nVmRSS:\t  2048 kB\n");
    Files.writeString(
        proc.resolve("limits"), "Limit  Soft Limit\nMax open files            1024  4096  files\n");
    String text = text(ProcessFamilies.read(proc));
    assertTrue(text.contains("process_resident_memory_bytes 2097152\n"), text);
    assertTrue(text.contains("process_max_fds 1024\n"), text);
    assertTrue(text.contains("process_open_fds 1\n"), text);
    assertTrue(text.contains("process_start_time_seconds "), text);
    assertTrue(text(ProcessFamilies.read()).contains("process_open_fds "));
    assertFalse(text(ProcessFamilies.read(proc.resolve("none"))).contains("process_open_fds"));
  }
}
