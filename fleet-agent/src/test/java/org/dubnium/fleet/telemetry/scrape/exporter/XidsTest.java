package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of GPUs, as exporters tell them: with and without the GPU, and several at once. */
class XidsTest {

  private static final NodeId NODE = new NodeId("node");
  private static final String ENDPOINT = "127.0.0.1:8000";
  private static final Instant AT = Instant.parse("2026-11-29T08:00:00Z");

  private static NodeReading read(byte[] text, KnownGpus known) throws Exception {
    return Mappers.map(NODE, ENDPOINT, AT, ExporterOutput.samples(text), known);
  }

  private static NodeReading text(String text, KnownGpus known) throws Exception {
    return read(text.getBytes(StandardCharsets.UTF_8), known);
  }

  /** Four GPUs, as the exporter tells them while it can. */
  private static NodeReading four() throws Exception {
    StringBuilder text = new StringBuilder("nvidia_smi_last_collect_success 1\n");
    for (int gpu = 0; gpu < 4; gpu++) {
      String label = "{uuid=\"cccccccc-0000-4000-8000-00000000000" + gpu + "\"} ";
      text.append("nvidia_smi_index").append(label).append(gpu).append('\n');
      text.append("nvidia_smi_temperature_gpu").append(label).append("40\n");
    }
    return text(text.toString(), KnownGpus.NONE);
  }

  /** utkuozdemir/nvidia_gpu_exporter issue 65. */
  @Test
  void anErrorIsOfTheGpuThatHadItsUuidBefore() throws Exception {
    KnownGpus known = KnownGpus.NONE.after(four());
    NodeReading reading = read(ExporterOutput.bytes("nvidia-smi-cannot-collect"), known);
    assertEquals(
        List.of(
            new GpuReading(
                3,
                "GPU-cccccccc-0000-4000-8000-000000000003",
                "",
                "",
                Map.of(Metric.GPU_XID, 79.0))),
        reading.gpus());
    assertEquals(
        List.of(
            new Trouble("the exporter's collection fails, NVML code 15 (the GPU is lost)", true)),
        reading.troubles());
    NodeReading again =
        read(ExporterOutput.bytes("nvidia-smi-cannot-collect"), known.after(reading));
    assertEquals(reading, again, "it is known still");
  }

  @Test
  void anErrorOfAGpuThatNobodyKnowsMakesNone() throws Exception {
    NodeReading reading = read(ExporterOutput.bytes("nvidia-smi-cannot-collect"), KnownGpus.NONE);
    assertEquals(List.of(), reading.gpus());
    assertFalse(reading.isWhole());
    assertTrue(
        reading.troubles().getLast().text().startsWith("XID 79 of GPU-cccccccc"),
        reading.troubles().toString());
  }

  @Test
  void aGpuKeepsItsNumberWhileNoneIsTold() throws Exception {
    NodeReading first =
        text(
            "nvidia_smi_temperature_gpu{uuid=\"a\"} 1\nnvidia_smi_temperature_gpu{uuid=\"b\"} 2\n",
            KnownGpus.NONE);
    NodeReading second =
        text("nvidia_smi_temperature_gpu{uuid=\"b\"} 2\n", KnownGpus.NONE.after(first));
    assertEquals(1, second.gpus().getFirst().index());
  }

  @Test
  void collectionThatFailsIsToldInItsWords() throws Exception {
    assertEquals(
        "the exporter's collection fails, nvidia-smi ended with 9",
        text(
                "nvidia_smi_last_collect_success 0\nnvidia_smi_command_exit_code 9\n",
                KnownGpus.NONE)
            .troubles()
            .getFirst()
            .text());
    assertFalse(text("nvidia_smi_failed_scrapes_total 7\n", KnownGpus.NONE).isWhole());
    assertTrue(
        text(
                "nvidia_smi_failed_scrapes_total 7\nnvidia_smi_temperature_gpu{uuid=\"a\"} 40\n",
                KnownGpus.NONE)
            .isWhole());
  }

  /** NVIDIA/open-gpu-kernel-modules issue 1150, NVIDIA/NVSentinel issue 1270. */
  @Test
  void whatFollowsAnErrorDoesNotHideIt() throws Exception {
    NodeReading reading = read(ExporterOutput.bytes("nvidia-smi-xid-cascade"), KnownGpus.NONE);
    assertEquals(79.0, reading.gpus().getFirst().values().get(Metric.GPU_XID));
  }

  @ParameterizedTest
  @CsvSource({"79 45, 79", "45 79, 79", "45, 45", "48 79 154, 79", "63 500, 500"})
  void theGravestCounts(String codes, double gravest) throws Exception {
    StringBuilder text = new StringBuilder("nvidia_smi_temperature_gpu{uuid=\"a\"} 40\n");
    StringBuilder dcgm = new StringBuilder();
    long second = 1_795_000_000;
    for (String code : codes.split(" ", -1)) {
      text.append(
          "nvidia_smi_xid_last_timestamp_seconds{uuid=\"a\",xid=\"%s\"} %d\n"
              .formatted(code, second++));
      dcgm.append(
          "DCGM_FI_DEV_XID_ERRORS{gpu=\"0\",UUID=\"GPU-a\",err_code=\"%1$s\"} %1$s\n"
              .formatted(code));
    }
    for (String told : List.of(text.toString(), dcgm.toString())) {
      assertEquals(
          gravest,
          text(told, KnownGpus.NONE).gpus().getFirst().values().get(Metric.GPU_XID),
          told);
    }
  }

  @Test
  void aCodeThatIsCountedIsNotHiddenByTheLast() throws Exception {
    String text =
        """
        DCGM_FI_DEV_XID_ERRORS{gpu="0",UUID="GPU-a"} 45
        DCGM_EXP_XID_ERRORS_COUNT{gpu="0",UUID="GPU-a",xid="79"} 1
        DCGM_EXP_XID_ERRORS_COUNT{gpu="0",UUID="GPU-a",xid="48"} 0
        DCGM_EXP_XID_ERRORS_COUNT{gpu="0",UUID="GPU-a",xid="4294967295"} 3
        """;
    assertEquals(
        79.0, text(text, KnownGpus.NONE).gpus().getFirst().values().get(Metric.GPU_XID));
  }

  @Test
  void aCodeThatNvidiaSmiOnlyCountsIsTold() throws Exception {
    String text =
        """
        nvidia_smi_index{uuid="a",Hostname="host"} 0
        nvidia_smi_xid_errors_total{uuid="a",xid="79",Hostname="host"} 1
        nvidia_smi_xid_errors_total{uuid="a",xid="48",Hostname="host"} 0
        """;
    NodeReading reading = text(text, KnownGpus.NONE);
    assertEquals(79.0, reading.gpus().getFirst().values().get(Metric.GPU_XID));
    assertEquals("host", reading.hostname());
    assertEquals(
        Map.of(),
        text(text.replace("\"79\",Hostname=\"host\"} 1", "\"79\",Hostname=\"host\"} 0"), KnownGpus.NONE)
            .gpus()
            .getFirst()
            .values());
  }

  /** Counted alone, and none of it, and as DCGM tells what it does not know. */
  @ParameterizedTest
  @CsvSource({"1, 79", "0, -1", "140737488355327, 79", "140737488355328, -1"})
  void aCodeIsCountedIfItCame(double count, double code) throws Exception {
    NodeReading reading =
        text(
            """
            DCGM_FI_DEV_GPU_TEMP{gpu="0",UUID="GPU-a"} 40
            DCGM_EXP_XID_ERRORS_COUNT{gpu="0",UUID="GPU-a",xid="79"} %.0f
            """
                .formatted(count),
            KnownGpus.NONE);
    assertEquals(code, reading.gpus().getFirst().values().getOrDefault(Metric.GPU_XID, -1.0));
  }

  /** A GPU without an index where a node has all that it may: it is left out, and said. */
  @Test
  void aGpuMoreThanANodeMayHaveIsSaid() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int gpu = 0; gpu <= GpuReading.MOST; gpu++) {
      text.append("nvidia_smi_temperature_gpu{uuid=\"%03d\"} 40\n".formatted(gpu));
    }
    NodeReading reading = text(text.toString(), KnownGpus.NONE);
    assertEquals(GpuReading.MOST, reading.gpus().size());
    assertEquals(1, reading.troubles().size());
    assertFalse(reading.isWhole());
  }

  @Test
  void noErrorIsTold() throws Exception {
    assertEquals(
        0.0,
        text("DCGM_FI_DEV_XID_ERRORS{gpu=\"0\",UUID=\"GPU-a\"} 0\n", KnownGpus.NONE)
            .gpus()
            .getFirst()
            .values()
            .get(Metric.GPU_XID));
  }

  /** leptonai/gpud issues 614, 1160 and 1174. */
  @Test
  void codesThatAreNewAreToldAsTheyAre() throws Exception {
    assertEquals(
        List.of(149.0, 143.0, 154.0, 140.0),
        read(ExporterOutput.bytes("dcgm-new-xids"), KnownGpus.NONE).gpus().stream()
            .map(gpu -> gpu.values().get(Metric.GPU_XID))
            .toList());
  }
}
