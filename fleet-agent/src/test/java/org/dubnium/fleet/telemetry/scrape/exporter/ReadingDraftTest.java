package org.dubnium.fleet.telemetry.scrape.exporter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.dubnium.fleet.domain.GpuReading;
import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.domain.NodeReading;
import org.dubnium.fleet.domain.ServerReading;
import org.dubnium.fleet.domain.Trouble;
import org.junit.jupiter.api.Test;

class ReadingDraftTest {

  private static final NodeId NODE = new NodeId("node");
  private static final String ENDPOINT = "127.0.0.1:8000";
  private static final Instant AT = Instant.parse("2026-11-29T08:00:00Z");

  private final ReadingDraft draft = new ReadingDraft(NODE, ENDPOINT, KnownGpus.NONE);

  private static GpuReading gpu(int index, String uuid) {
    return new GpuReading(index, uuid, "H100", "bus", Map.of());
  }

  private static NodeReading reading(List<GpuReading> gpus, Trouble... troubles) {
    return new NodeReading(NODE, "node", AT, gpus, Map.of(), List.of(), List.of(troubles));
  }

  @Test
  void whatIsToldFirstAndCanBeStays() throws Exception {
    ReadingDraft.Gpu gpu = draft.gpu(2, "", "", "");
    assertEquals(OptionalDouble.empty(), gpu.get(Metric.GPU_POWER));
    gpu.put(Metric.GPU_POWER, -1);
    gpu.put(Metric.GPU_POWER, 300);
    gpu.put(Metric.GPU_POWER, 400);
    assertEquals(OptionalDouble.of(300), gpu.get(Metric.GPU_POWER));
    draft.put(Metric.NODE_LOAD, Double.NaN);
    draft.put(Metric.NODE_LOAD, OptionalDouble.empty());
    draft.put(Metric.NODE_LOAD, OptionalDouble.of(1));
    draft.put(Metric.NODE_LOAD, 2);
    draft.hostname("");
    draft.hostname("host");
    draft.hostname("other");
    draft.gpu(2, "GPU-2", "", "bus");
    draft.gpu(2, "", "H100", "");
    draft.gpu(2, "GPU-2", "H200", "another");
    assertEquals(2, gpu.index());
    assertEquals(
        new NodeReading(
            NODE,
            "host",
            AT,
            List.of(
                new GpuReading(2, "GPU-2", "H100", "bus", Map.of(Metric.GPU_POWER, 300.0))),
            Map.of(Metric.NODE_LOAD, 1.0)),
        draft.reading(AT));
  }

  /** One page may tell of a node and of the server that runs on it. */
  @Test
  void whatIsOfAServerIsTheEndpoints() {
    draft.put(Metric.NODE_LOAD, 1);
    assertEquals(List.of(), draft.reading(AT).servers());
    draft.put(Metric.VLLM_KV_CACHE, 101);
    assertEquals(List.of(), draft.reading(AT).servers(), "which cannot be");
    draft.put(Metric.VLLM_KV_CACHE, 40);
    draft.put(Metric.VLLM_KV_CACHE, 50);
    assertEquals(
        List.of(new ServerReading(ENDPOINT, Map.of(Metric.VLLM_KV_CACHE, 40.0))),
        draft.reading(AT).servers());
    assertEquals(Map.of(Metric.NODE_LOAD, 1.0), draft.reading(AT).values());
  }

  @Test
  void whatIsNotToldIsNamedAfterTheNode() throws Exception {
    draft.gpu(1, "", "", "");
    NodeReading reading = draft.reading(AT);
    assertEquals("node", reading.hostname());
    assertEquals("node:1", reading.gpus().getFirst().uuid());
    assertFalse(reading.gpus().getFirst().hasUuid());
  }

  @Test
  void twoGpusOfOneIndexAreRefused() throws Exception {
    draft.gpu(0, "GPU-a", "", "");
    assertTrue(draft.find("GPU-a").isPresent());
    assertTrue(draft.find("GPU-b").isEmpty());
    MappingException refused =
        assertThrows(MappingException.class, () -> draft.gpu(0, "GPU-b", "", ""));
    assertTrue(String.valueOf(refused.getMessage()).contains("GPU 0, GPU-a or GPU-b"));
  }

  @Test
  void eightTroublesAreTold() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      draft.trouble("trouble " + i, i == 7);
      told.add("trouble " + i);
    }
    NodeReading reading = draft.reading(AT);
    assertEquals(told.subList(0, 8), reading.troubles().stream().map(Trouble::text).toList());
    assertFalse(reading.isWhole());
  }

  @Test
  void anIndexIsFreeThatNoGpuHasNowOrBefore() throws Exception {
    ReadingDraft second =
        new ReadingDraft(NODE, ENDPOINT, KnownGpus.NONE.after(reading(List.of(gpu(1, "GPU-1")))));
    assertEquals(Optional.of(0), second.freeIndex());
    second.gpu(0, "", "", "");
    assertEquals(Optional.of(2), second.freeIndex());
    second.gpu(2, "", "", "");
    assertEquals(Optional.of(3), second.freeIndex());
    for (int index = 3; index < GpuReading.MOST; index++) {
      assertEquals(Optional.of(index), second.freeIndex());
      second.gpu(index, "", "", "");
    }
    assertEquals(Optional.empty(), second.freeIndex());
  }

  @Test
  void aGpuIsWhatItWasUnlessItsIndexIsAnothersNow() throws Exception {
    ReadingDraft second =
        new ReadingDraft(NODE, ENDPOINT, KnownGpus.NONE.after(reading(List.of(gpu(1, "GPU-1")))));
    assertEquals(Optional.of(gpu(1, "GPU-1")), second.before("GPU-1"));
    assertEquals(Optional.empty(), second.before("GPU-2"));
    second.gpu(1, "GPU-2", "", "");
    assertEquals(Optional.empty(), second.before("GPU-1"));
  }

  @Test
  void aReadingThatLostNothingSaysWhichGpusThereAre() {
    KnownGpus two =
        KnownGpus.NONE.after(
            reading(
                List.of(
                    new GpuReading(0, "GPU-0", "H100", "bus", Map.of(Metric.GPU_POWER, 1.0)),
                    gpu(1, "GPU-1"))));
    assertEquals(
        new HashMap<>(Map.of("GPU-0", gpu(0, "GPU-0"), "GPU-1", gpu(1, "GPU-1"))),
        new HashMap<>(two.byUuid()));
    assertEquals(Set.of("GPU-1"), two.after(reading(List.of(gpu(1, "GPU-1")))).byUuid().keySet());
    Trouble loss = new Trouble("lost", true);
    assertEquals(
        Set.of("GPU-0", "GPU-1"), two.after(reading(List.of(), loss)).byUuid().keySet());
    assertEquals(
        Set.of("GPU-0", "GPU-9"),
        two.after(reading(List.of(gpu(1, "GPU-9")), loss)).byUuid().keySet());
    assertEquals(
        Set.of(), two.after(reading(List.of(), new Trouble("odd", false))).byUuid().keySet());
  }
}
