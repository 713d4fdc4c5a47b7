package org.dubnium.daemon.guard;

import static org.dubnium.daemon.domain.guard.GuardName.GPU_MEMORY_FIT;
import static org.dubnium.daemon.guard.GuardBench.assertDeny;
import static org.dubnium.daemon.guard.GuardBench.assertFault;
import static org.dubnium.daemon.guard.GuardBench.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.guard.Verdict;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.fixture.Bundles;
import org.dubnium.daemon.fixture.GpuFixture;
import org.dubnium.daemon.fixture.ObservationBuilder;
import org.dubnium.daemon.fixture.ObservationBuilder.Part;
import org.dubnium.daemon.fixture.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of 15 GiB, with 1 GiB for a sequence of 8192 tokens, on GPUs of 24 GiB. */
class GpuMemoryFitTest {

  @ParameterizedTest
  @CsvSource({
    "'', 1, ''",
    "--max-model-len 57344, 1, ''",
    "--max-model-len 60K, 1, gpu-memory-short",
    "--max-model-len 60K --kv-cache-dtype fp8, 1, ''",
    "--max-model-len=auto --gpu-memory-utilization=0.63, 1, ''",
    "--gpu-memory-utilization 0.66, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.67, 1, ''",
    "--gpu-memory-utilization 0.99, 1, gpu-memory-reserved",
    "--kv-cache-memory-bytes 8G, 1, ''",
    "--kv-cache-memory-bytes 9G, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.34, 2, gpu-memory-short",
    "--gpu-memory-utilization 0.34 --tensor-parallel-size 2, 2, ''",
    "--gpu-memory-utilization 0.33 -pp 2, 2, gpu-memory-short",
    "--gpu-memory-utilization 0.34 -pp 2, 2, ''",
    "-tp 2, 1, gpus-too-few",
    "-tp 2 -pp 2, 3, gpus-too-few",
    "-tp 2 --data_parallel_size 2, 3, gpus-too-few",
    "-tp 2 --data_parallel_size 2, 4, ''",
    "--gpu-memory-utilization 0.35 --quantization fp8, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.36 --quantization fp8, 1, ''",
    "--gpu-memory-utilization 0.19 --quantization bitsandbytes, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.20 --quantization bitsandbytes, 1, ''",
    "--gpu-memory-utilization 0.66 --kv-cache-dtype float16, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.67 --kv-cache-dtype float16, 1, ''",
    "--gpu-memory-utilization 0.66 --kv-cache-dtype bfloat16, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.64 --kv-cache-dtype fp8_e4m3, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.65 --kv-cache-dtype fp8_e4m3, 1, ''",
    "--gpu-memory-utilization 0.64 --kv-cache-dtype int8_per_token_head, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.65 --kv-cache-dtype int8_per_token_head, 1, ''",
    "--gpu-memory-utilization 0.635 --kv-cache-dtype nvfp4, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.64 --kv-cache-dtype nvfp4, 1, ''",
    "--gpu-memory-utilization 0.63 --kv-cache-dtype turboquant_k3v3, 1, gpu-memory-short",
    "--gpu-memory-utilization 0.635 --kv-cache-dtype turboquant_k3v3, 1, ''",
    "--gpu-memory-utilization 0.4 --cpu-offload-gb 8, 1, ''",
    "--dtype float32, 1, gpu-memory-short"
  })
  void vllmsArgumentsDecide(String arguments, int gpus, String code) {
    Bundles bundle = Bundles.eight().arguments(arguments);
    GuardInput input = GuardBench.shipped().input(host(bundle, gpus), "compute");
    assertEquals(
        Optional.of(Reading.of(code.isEmpty())),
        GpuFit.concerning(input).map(fit -> fit.map(GpuFit::fits)));
    Verdict verdict = judge(bundle, gpus);
    if (code.isEmpty()) {
      assertPass(verdict);
    } else {
      assertDeny(code, verdict);
    }
  }

  @Test
  void whatItNeedsAndWhatThereIsAreTold() {
    Verdict.Deny deny =
        assertDeny(
            "gpu-memory-short",
            judge(Bundles.eight().arguments("--gpu-memory-utilization 0.5"), 1));
    assertEquals(
        "the model needs at least 16.00 GiB of GPU 0 ("
            + GpuFixture.uuid(0)
            + "), 15.00 GiB for weights and 1.00 GiB for one sequence, and vLLM is to take 12.00"
            + " GiB (choose a smaller model, lower --max-model-len, or spread it with"
            + " --tensor-parallel-size, in /etc/dubnium/vllm.env)",
        deny.message());
    assertEquals(
        Map.of(
            "gpu", GpuFixture.uuid(0),
            "need-bytes", Long.toString(16 * Bundles.GIB),
            "weights-bytes", Long.toString(15 * Bundles.GIB),
            "kv-cache-bytes", Long.toString(Bundles.GIB),
            "budget-bytes", Long.toString(12 * Bundles.GIB),
            "free-bytes", Long.toString(24 * Bundles.GIB - (512L << 20))),
        deny.params());
  }

  @Test
  void onlyComputeGpusCount() {
    Verdict.Deny deny =
        assertDeny(
            "gpus-too-few",
            GuardBench.with("{ \"hardware\": { \"computeGpus\": [\"1\"] } }")
                .one(GPU_MEMORY_FIT, host(Bundles.eight().arguments("-tp 2"), 2), "compute"));
    assertEquals(Map.of("needed", "2", "present", "1"), deny.params());
  }

  @Test
  void weightsThatArePackedAlreadyAreAsLargeAsTheirFiles() {
    Bundles packed =
        Bundles.eight()
            .shape(
                Reading.of(
                    Bundles.shape(Optional.of(Bundles.attention(32, 8, 128)), "float32", true)));
    assertPass(judge(packed.arguments("--gpu-memory-utilization 0.67"), 1));
    assertDeny("gpu-memory-short", judge(packed.arguments("--gpu-memory-utilization 0.66"), 1));
  }

  @Test
  void aModelThatDoesNotSayHowLargeItsKeysAreNeedsToBeTold() {
    String why = "cannot read config.json: it is odd";
    Bundles odd = Bundles.eight().shape(Reading.unavailable(why));
    assertFault("cannot judge: " + why, judge(odd, 1));
    assertPass(judge(odd.arguments("--kv-cache-memory-bytes 2G"), 1));
    assertFault(
        "cannot judge: the model's config.json does not say how large its keys and values are (add"
            + " --kv-cache-memory-bytes to DUBNIUM_VLLM_EXTRA_ARGS)",
        judge(
            Bundles.eight()
                .shape(Reading.of(Bundles.shape(Optional.empty(), "bfloat16", false))),
            1));
  }

  @Test
  void withoutAReadingNobodyCanTell() {
    GuardBench bench = GuardBench.shipped();
    assertFault(
        "cannot judge: cannot read model: timed out",
        bench.one(GPU_MEMORY_FIT, Observations.desktop().unavailable(Part.MODEL), "compute"));
    assertFault(
        "cannot judge: cannot read gpus: timed out",
        bench.one(GPU_MEMORY_FIT, Observations.desktop().unavailable(Part.GPUS), "compute"));
    assertFault(
        "cannot judge: NVML hung",
        bench.one(
            GPU_MEMORY_FIT,
            Observations.desktop().gpu(0, gpu -> gpu.memoryUnavailable("NVML hung")),
            "compute"));
    assertFault(
        "cannot judge: there is no model bundle to be weighed",
        bench.one(
            GPU_MEMORY_FIT,
            Observations.desktop().serves(new ServedModel("a/b", List.of(), Optional.empty())),
            "compute"));
    assertFault(
        "cannot judge: cannot understand --tensor-parallel-size 'two' in DUBNIUM_VLLM_EXTRA_ARGS"
            + " (correct /etc/dubnium/vllm.env)",
        judge(Bundles.eight().arguments("-tp two"), 1));
  }

  @ParameterizedTest
  @CsvSource({
    // what vLLM takes by default is more than is available, and may be by then
    "'', 49152, ''",
    "'', 16384, ''",
    "'', 16383, unified-memory-short",
    "--gpu-memory-utilization 0.24, 49152, gpu-memory-short",
    "--gpu-memory-utilization 0.26, 49152, ''",
    "--kv-cache-memory-bytes 1G, 16384, ''",
    "-tp 2, 49152, gpus-too-few"
  })
  void unifiedMemoryIsTheMachines(String arguments, long availableMiB, String code) {
    ObservationBuilder host =
        host(Bundles.eight().arguments(arguments), 1)
            .gpu(0, GpuFixture::unifiedMemory)
            .memoryAvailableMiB(availableMiB);
    Verdict verdict = GuardBench.shipped().one(GPU_MEMORY_FIT, host, "compute");
    if (code.isEmpty()) {
      assertPass(verdict);
    } else {
      assertDeny(code, verdict);
    }
  }

  @Test
  void unifiedMemoryThatCannotBeReadIsNotJudged() {
    assertFault(
        "cannot judge: cannot read memory: timed out",
        GuardBench.shipped()
            .one(
                GPU_MEMORY_FIT,
                host(Bundles.eight(), 1)
                    .gpu(0, GpuFixture::unifiedMemory)
                    .unavailable(Part.MEMORY),
                "compute"));
  }

  @Test
  void itIsHard() {
    assertFalse(GPU_MEMORY_FIT.bypassable());
  }

  private static Verdict judge(Bundles bundle, int gpus) {
    return GuardBench.shipped().one(GPU_MEMORY_FIT, host(bundle, gpus), "compute");
  }

  private static ObservationBuilder host(Bundles bundle, int gpus) {
    ObservationBuilder host = Observations.desktop().serves(bundle.served());
    for (int index = 1; index < gpus; index++) {
      host.gpu(index, gpu -> {});
    }
    return host;
  }
}
