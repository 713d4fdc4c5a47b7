package org.dubnium.fleet.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of all metrics once more, as text: nothing of it changes unnoticed. */
class MetricTest {

  /**
   * Name as it is stored, kind of the subject, unit, range; what an alert about it is (of 1 … of 79),
   * or that no rule may be about it; whether it is kept; whether it tells what happened or how
   * something is; type and name at Prometheus, scale, and labels of which it is the sum.
   */
  private static final String TABLE =
      """
      gpu_utilization | gpu | % | 0 | 100 | warning | kept | state | gauge DCGM_FI_DEV_GPU_UTIL SAME
      gpu_memory_utilization | gpu | % | 0 | 100 | - | kept | state | gauge DCGM_FI_DEV_MEM_COPY_UTIL SAME
      gpu_memory_used | gpu | MiB | 0 | 16777216 | warning | kept | state | gauge DCGM_FI_DEV_FB_USED SAME
      gpu_memory_free | gpu | MiB | 0 | 16777216 | - | kept | state | gauge DCGM_FI_DEV_FB_FREE SAME
      gpu_memory_total | gpu | MiB | 0 | 16777216 | - | kept | state | gauge DCGM_FI_DEV_FB_TOTAL SAME
      gpu_memory_percent | gpu | % | 0 | - | warning | derived | state | -
      gpu_temperature | gpu | °C | -40 | 150 | error | kept | state | gauge DCGM_FI_DEV_GPU_TEMP SAME
      gpu_memory_temperature | gpu | °C | -40 | 150 | - | kept | state | gauge DCGM_FI_DEV_MEMORY_TEMP SAME
      gpu_power | gpu | W | 0 | 10000 | warning | kept | state | gauge DCGM_FI_DEV_POWER_USAGE SAME
      gpu_power_limit | gpu | W | 0 | 10000 | - | kept | state | gauge DCGM_FI_DEV_POWER_MGMT_LIMIT SAME
      gpu_energy | gpu | mJ | 0 | 1e16 | - | kept | state | counter DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION SAME
      gpu_sm_clock | gpu | MHz | 0 | 10000 | - | kept | state | gauge DCGM_FI_DEV_SM_CLOCK SAME
      gpu_memory_clock | gpu | MHz | 0 | 100000 | - | kept | state | gauge DCGM_FI_DEV_MEM_CLOCK SAME
      gpu_encoder_utilization | gpu | % | 0 | 100 | - | kept | state | gauge DCGM_FI_DEV_ENC_UTIL SAME
      gpu_decoder_utilization | gpu | % | 0 | 100 | - | kept | state | gauge DCGM_FI_DEV_DEC_UTIL SAME
      gpu_fan_speed | gpu | % | 0 | 200 | - | kept | state | gauge DCGM_FI_DEV_FAN_SPEED SAME
      gpu_ecc_corrected | gpu | - | 0 | 1e9 | - | kept | state | counter DCGM_FI_DEV_ECC_SBE_VOL_TOTAL SAME
      gpu_ecc_uncorrected | gpu | - | 0 | 1e9 | critical | kept | state | counter DCGM_FI_DEV_ECC_DBE_VOL_TOTAL SAME
      gpu_throttle | gpu | - | 0 | 64 | warning | kept | state | gauge dubnium_gpu_throttle SAME
      gpu_xid | gpu | - | 0 | 9999 | warning … critical | kept | event | gauge DCGM_FI_DEV_XID_ERRORS SAME
      gpu_xid_fatal | gpu | - | 0 | - | warning … critical | derived | event | -
      gpu_gone | gpu | - | 0 | - | critical | derived | state | -
      gpu_pcie_replays | gpu | - | 0 | 2e9 | - | kept | state | counter DCGM_FI_DEV_PCIE_REPLAY_COUNTER SAME
      node_load | node | - | 0 | 1e6 | - | kept | state | gauge dubnium_node_load SAME
      node_cpu_busy | node | s | 0 | 1e13 | - | kept | state | counter dubnium_node_cpu_busy_seconds_total SAME
      node_memory_available | node | MiB | 0 | 1073741824 | - | kept | state | gauge dubnium_node_memory_available_bytes BYTES
      node_memory_total | node | MiB | 0 | 1073741824 | - | kept | state | gauge dubnium_node_memory_bytes BYTES
      node_unreachable | node | - | 0 | - | critical | derived | state | -
      node_incomplete | node | - | 0 | - | warning | derived | state | -
      mode_condition | node | - | 0 | 4 | warning … error | kept | state | -
      repairs_given_up | node | - | 0 | 1e6 | error | kept | state | -
      model_server_state | server | - | 0 | 5 | warning … error | kept | state | -
      model_load_seconds | server | s | 0 | 1e6 | - | kept | state | -
      model_load_progress | server | % | 0 | 100 | - | kept | state | -
      vllm_requests_running | server | - | 0 | 1e7 | warning | kept | state | gauge dubnium_vllm_requests_running SAME
      vllm_requests_waiting | server | - | 0 | 1e7 | warning | kept | state | gauge dubnium_vllm_requests_waiting SAME
      vllm_requests_stuck | server | - | 0 | - | warning | derived | state | -
      vllm_kv_cache | server | % | 0 | 100 | warning | kept | state | gauge dubnium_vllm_kv_cache_ratio RATIO
      vllm_prompt_tokens | server | - | 0 | 1e15 | - | kept | state | counter dubnium_vllm_prompt_tokens_total SAME
      vllm_generation_tokens | server | - | 0 | 1e15 | - | kept | state | counter dubnium_vllm_generation_tokens_total SAME
      slurm_cpus_total | cluster | - | 0 | 1e9 | - | kept | state | gauge dubnium_slurm_cpus SAME {state=.+}
      slurm_cpus_alloc | cluster | - | 0 | 1e9 | warning | kept | state | gauge dubnium_slurm_cpus SAME {state=allocated}
      slurm_nodes_total | cluster | - | 0 | 1e9 | - | kept | state | gauge dubnium_slurm_nodes SAME {status=.+}
      slurm_nodes_idle | cluster | - | 0 | 1e9 | - | kept | state | gauge dubnium_slurm_nodes SAME {status=idle}
      slurm_nodes_alloc | cluster | - | 0 | 1e9 | - | kept | state | gauge dubnium_slurm_nodes SAME {status=alloc|mix}
      slurm_queue_pending | cluster | - | 0 | 1e9 | warning | kept | state | gauge dubnium_slurm_jobs SAME {state=pending}
      slurm_queue_running | cluster | - | 0 | 1e9 | warning | kept | state | gauge dubnium_slurm_jobs SAME {state=running}
      pod_cost_per_hour | pod | USD | 0 | 1e6 | warning | kept | state | gauge dubnium_pod_cost_per_hour_dollars SAME
      pod_cost_today | pod | USD | 0 | 1e9 | warning | kept | state | gauge dubnium_pod_cost_today_dollars SAME
      pod_idle | pod | s | 0 | 1e9 | warning | kept | state | gauge dubnium_pod_idle_seconds SAME
      pod_orphan | pod | - | 0 | 1 | error | kept | state | gauge dubnium_pod_orphan SAME
      pod_failed | pod | - | 0 | 1 | critical | kept | state | gauge dubnium_pod_failed SAME
      channel_failing | node | - | 0 | - | - | derived | state | -
      """;

  static Stream<String> table() {
    return TABLE.lines();
  }

  private static String[] cells(String row) {
    return row.split(" \\| ", 9);
  }

  @Test
  void thereAreTheseInThisOrder() {
    assertEquals(
        TABLE.lines().map(row -> cells(row)[0]).toList(),
        Arrays.stream(Metric.values()).map(Metric::text).toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void eachIsAsItWas(String row) {
    String[] cells = cells(row);
    Metric metric = Metric.parse(cells[0]).orElseThrow();
    assertEquals(
        row,
        String.join(
            " | ",
            metric.text(),
            metric.kind().text(),
            orDash(metric.unit()),
            cells[3],
            cells[4],
            metric.isForRules() ? severities(metric) : "-",
            metric.isKept() ? "kept" : "derived",
            metric.isEvent() ? "event" : "state",
            metric.prometheus().map(MetricTest::prometheus).orElse("-")));
    assertFalse(metric.title().isEmpty());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String severities(Metric metric) {
    String first = metric.severity(1).text();
    String second = metric.severity(79).text();
    return first.equals(second) ? first : first + " … " + second;
  }

  private static String prometheus(PrometheusMetric metric) {
    String exposed = metric.type() + " " + metric.name() + " " + metric.scale();
    return metric.parts().isEmpty() ? exposed : exposed + " " + metric.parts();
  }

  @ParameterizedTest
  @MethodSource("table")
  void whatCanBeEndsWhereItDid(String row) {
    String[] cells = cells(row);
    Metric metric = Metric.parse(cells[0]).orElseThrow();
    double least = Double.parseDouble(cells[3]);
    double most = cells[4].equals("-") ? Double.MAX_VALUE : Double.parseDouble(cells[4]);
    assertTrue(metric.isPossible(least));
    assertTrue(metric.isPossible(most));
    assertFalse(metric.isPossible(Math.nextDown(least)));
    assertFalse(metric.isPossible(Math.nextUp(most)));
    assertFalse(metric.isPossible(least - 1));
    for (double none : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      assertFalse(metric.isPossible(none));
    }
  }

  @Test
  void aCodeIsAWholeNumber() {
    assertTrue(Metric.GPU_XID.isPossible(79));
    assertFalse(Metric.GPU_XID.isPossible(79.5));
    assertTrue(Metric.GPU_POWER.isPossible(79.5));
  }

  @Test
  void whatIsNoMetricIsNone() {
    for (String text : new String[] {"", "GPU_POWER", "gpu-power", "gpu_powers", " gpu_power"}) {
      assertEquals(Optional.empty(), Metric.parse(text), text);
    }
  }

  @Test
  void ofCodesThoseCountThatAreAnEvent() {
    assertFalse(Metric.GPU_XID.counts(0));
    assertTrue(Metric.GPU_XID.counts(13));
    assertFalse(Metric.GPU_XID_FATAL.counts(13));
    assertTrue(Metric.GPU_XID_FATAL.counts(79));
    assertTrue(Metric.GPU_POWER.counts(0));
  }

  @Test
  void whatNothingElseMayEndEndsByAcknowledgement() {
    for (Metric metric : Metric.values()) {
      assertEquals(
          metric.isEvent() || metric == Metric.GPU_GONE, metric.endsByAcknowledgement(), metric.text());
    }
  }

  /** What is told to people of an alert that no comparison explains. */
  @Test
  void someAreToldInWordsOfTheirOwn() {
    assertEquals(Optional.empty(), Metric.GPU_POWER.words(700, Optional.empty()));
    assertEquals(
        Optional.of("the GPU (GPU-1) is gone: the node answers without it"),
        Metric.GPU_GONE.words(1, Optional.of("GPU-1")));
    assertEquals(
        Optional.of("the node answers in part: no memory"),
        Metric.NODE_INCOMPLETE.words(1, Optional.of("no memory")));
    assertEquals(
        Optional.of("2 units do not start and were given up"),
        Metric.REPAIRS_GIVEN_UP.words(2, Optional.empty()));
    assertTrue(
        Metric.GPU_XID.words(79, Optional.empty()).orElseThrow().contains("79"));
  }
}
