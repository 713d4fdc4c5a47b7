package org.dubnium.daemon.vllm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dubnium.daemon.domain.server.FailureCause;
import org.dubnium.daemon.domain.server.ServerExit;
import org.dubnium.daemon.domain.server.ServerFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseFinderTest {

  private static final ServerExit FAILED = new ServerExit("exit-code", false, 1);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cuda-oom-load            | ERROR 11-24 11:43:31 [gpu_model_runner.py:1] Failed to load model - not enough GPU memory. Try lowering --gpu-memory-utilization
          cuda-oom-load            | torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.00 GiB
          cuda-oom-warmup          | RuntimeError: CUDA out of memory occurred when warming up sampler with 256 dummy requests.
          gpu-memory-busy          | ValueError: Free memory on device cuda:0 (1.9/8.0 GiB) on startup is less than desired GPU memory utilization (0.9, 7.2 GiB).
          gpu-memory-profiling-race| AssertionError: Error in memory profiling. Initial free memory 10, current free memory 11.
          kv-cache-too-small       | ValueError: The model's max seq len (4096) is larger than the maximum number of tokens that can be stored in KV cache (1024).
          kv-cache-too-small       | ValueError: To serve at least one request with the model's max seq len (4096), (2.0 GiB KV cache is needed, which is larger than the available KV cache memory (1.0 GiB).
          kv-cache-none            | ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when initializing the engine.
          max-model-len-too-long   |   Value error, User-specified max_model_len (99999) is greater than the derived max_model_len (max_position_embeddings=4096)
          weights-missing          | RuntimeError: Cannot find any model weights with `/m/eight`
          weights-missing          | FileNotFoundError: [Errno 2] No such file or directory: '/m/eight/model-00002-of-00004.safetensors'
          weights-missing          | ValueError: Following weights were not initialized from checkpoint: {'lm_head.weight'}
          weights-corrupt          | safetensors_rust.SafetensorError: Error while deserializing header: MetadataIncompleteBuffer
          weights-corrupt          | safetensors_rust.SafetensorError: Error while deserializing header: incomplete metadata, file not fully covered
          weights-corrupt          | RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory
          weights-mismatch         | ValueError: There is no module or parameter named 'model.vision' in Qwen3ForCausalLM
          arch-unsupported         | ValueError: Model architectures ['FooForCausalLM'] are not supported for now. Supported architectures: []
          arch-unsupported         |   Value error, The checkpoint you are trying to load has model type `foo` but Transformers does not recognize this architecture.
          arch-inspect-failed      | ValueError: Model architectures ['FooForCausalLM'] failed to be inspected. Please check the logs for more details.
          trust-remote-code        | ValueError: The repository for /m/x contains custom code which must be executed to correctly load the model.
          hub-auth                 | huggingface_hub.errors.GatedRepoError: 401 Client Error. (Request ID: x)
          hub-unreachable          | OSError: We couldn't connect to 'https://huggingface.co' to load the files
          hub-not-found            | huggingface_hub.errors.RepositoryNotFoundError: 404 Client Error.
          shm-too-small            | OSError: [Errno 28] No space left on device: '/psm_1a2b'
          disk-full                | OSError: [Errno 28] No space left on device
          tokenizer-bad            | OSError: Can't load tokenizer for '/m/x'.
          chat-template-bad        | ValueError: The supplied chat template (/x.jinja) looks like a file path, but it failed to be opened.
          port-in-use              | OSError: [Errno 98] Address already in use
          port-in-use              | ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use
          dist-port-in-use         | RuntimeError: The server socket has failed to listen on any local network address. port: 29500
          driver-too-old           | RuntimeError: The NVIDIA driver on your system is too old (found version 12040).
          driver-too-old           | RuntimeError: Unexpected error from cudaGetDeviceCount(). Error 803: system has unsupported display driver / cuda driver combination
          fabric-manager-down      | RuntimeError: Unexpected error from cudaGetDeviceCount(). Error 802: system not yet initialized
          no-cuda-device           | RuntimeError: Failed to infer device type, please set the environment variable
          nvml-mismatch            | pynvml.NVMLError_LibRmVersionMismatch: Driver/library version mismatch
          gpu-arch-unsupported     | ValueError: Bfloat16 is only supported on GPUs with compute capability of at least 8.0.
          cuda-fault               | torch.AcceleratorError: CUDA error: an illegal memory access was encountered
          bad-argument             | vllm: error: unrecognized arguments: --enable-foo
          bad-argument             | api_server.py: error: argument --port: invalid int value: 'x'
          bad-config               |   Value error, invalid tool call parser: foo (chose from { hermes })
          gpu-count                |   Value error, World size (4) is larger than the number of available GPUs (1) in this node.
          tp-not-divisible         | ValueError: Total number of attention heads (40) must be divisible by tensor parallel size (3).
          nccl-error               | torch.distributed.DistBackendError: NCCL error in: x.cpp:1, unhandled system error
          nccl-timeout             | [rank0]:[E502 23:41:23.62 ProcessGroupNCCL.cpp:616] Watchdog caught collective operation timeout: WorkNCCL
          host-oom                 | RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore_DP0': -9}
          engine-ready-timeout     | TimeoutError: Timed out waiting for engines to send initial message on input socket.
          execute-timeout          | TimeoutError: RPC call to execute_model timed out.
          quant-mismatch           |   Value error, Unknown quantization method: foo. Must be one of ['awq'].
          kernel-unsupported       | ValueError: No valid attention backend found for cuda with head_size=7
          jit-toolchain-missing    | FileNotFoundError: [Errno 2] No such file or directory: 'ninja'
          jit-toolchain-missing    | RuntimeError: Failed to find C compiler. Please specify via CC environment variable
          install-broken           | ImportError: /x/_C.abi3.so: undefined symbol: _ZN3c10
          not-answering            | cannot use the server of eight: the server serves nine, not eight
          worker-died              | ERROR 11-24 11:43:31 [multiproc_executor.py:1] Worker proc VllmWorker-1 died unexpectedly, shutting down executor.
          killed                   | KeyboardInterrupt: terminated
          """)
  void namesTheCauseByTheLine(String cause, String line) {
    ServerFailure failure = after(line).failure(FAILED, false);
    assertEquals(cause, failure.cause().text());
    assertTrue(failure.message().endsWith(failure.cause().remedy()), failure.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INFO 09-24 08:00:01 [gpu_worker.py:1] Free memory on device (22.1/23.6 GiB) on startup is less than desired GPU memory utilization
          WARNING 09-24 08:00:01 [x.py:1] 'Max retries exceeded with url' thrown while requesting HEAD https://huggingface.co/x
          gpu1:123:456 [0] NCCL WARN Call to bind failed: Address already in use
          [transformers] [ERROR] CUDA out of memory is not documented
          '    raise torch.OutOfMemoryError("CUDA out of memory")'
          '  File "/x/DistBackendError.py", line 3, in f'
          ERROR 09-24 08:00:01 [x.py:1] Error retrieving file list: ConnectTimeout, retrying 1 of 2
          WARNING 09-24 08:00:01 [x.py:1] port 8000 is used by process psutil.Process(pid=1) launched with command: vllm
          """)
  void noiseIsNoCause(String line) {
    ServerFailure failure = after(line).failure(FAILED, false);
    assertEquals(FailureCause.UNKNOWN, failure.cause());
  }

  @Test
  void theFirstCauseCountsUnlessALaterOneTellsMore() {
    assertCause(
        FailureCause.JIT_TOOLCHAIN_MISSING,
        "EngineCore failed to start.",
        "RuntimeError: Ninja build failed",
        "ValueError: Model architectures ['Foo'] failed to be inspected.",
        "OSError: [Errno 98] Address already in use");
    assertCause(
        FailureCause.TP_NOT_DIVISIBLE,
        "pydantic_core._pydantic_core.ValidationError: 1 validation error for VllmConfig",
        "  Value error, Total number of attention heads (40) must be divisible by tensor parallel size (3).");
  }

  @Test
  void aHubThatWasOvercomeIsNoCause() {
    assertCause(
        FailureCause.KV_CACHE_NONE,
        "requests.exceptions.ConnectTimeout: x",
        "Loading safetensors checkpoint shards:  50% Completed | 2/4 [00:01<00:01,  1.90it/s]",
        "ValueError: No available memory for the cache blocks.");
  }

  @Test
  void anEngineThatDiesAfterReadyIsAFailureWhateverTheStatus() {
    ServerLog log = new ServerLog(true);
    log.take("(EngineCore_DP0 pid=3) ERROR 11-24 11:43:31 [core.py:851] EngineCore encountered a fatal error.");
    log.take("(EngineCore_DP0 pid=3) ERROR 11-24 11:43:31 [core.py:851] torch.OutOfMemoryError: CUDA out of memory. Tried");
    ServerExit exit = new ServerExit("success", false, 0);
    assertEquals(FailureCause.CUDA_OOM_RUN, log.failure(exit, true).cause());
    assertEquals(FailureCause.ENGINE_DIED, new ServerLog(true).failure(exit, true).cause());
  }

  @Test
  void theExitTellsWhereNoLineDoes() {
    assertEquals(FailureCause.BAD_ARGUMENT, after("x").failure(new ServerExit("exit-code", false, 2), false).cause());
    assertEquals(FailureCause.BAD_SETTINGS, after("x").failure(new ServerExit("exit-code", false, 78), false).cause());
    assertEquals(FailureCause.HOST_OOM, after("x").failure(new ServerExit("oom-kill", true, 9), false).cause());
    assertEquals(FailureCause.KILLED, after("x").failure(new ServerExit("signal", true, 9), false).cause());
    assertEquals(FailureCause.LOAD_TIMEOUT, after("x").failure(new ServerExit("timeout", true, 15), false).cause());
  }

  @Test
  void aCauseThatIsNotKnownShowsTheLastLinesAndHarmlessly() {
    ServerLog log = new ServerLog(false);
    for (int i = 0; i < 1000; i++) {
      log.take("line " + i + " \u0007" + "x".repeat(5000));
    }
    ServerFailure failure = log.failure(FAILED, false);
    assertEquals(FailureCause.UNKNOWN, failure.cause());
    assertEquals(ServerFailure.LINES, failure.lines().size());
    assertTrue(failure.lines().getLast().startsWith("line 999 "));
    for (String line : failure.lines()) {
      assertTrue(line.length() <= 300, line);
      assertFalse(line.chars().anyMatch(Character::isISOControl), line);
    }
    assertTrue(failure.message().startsWith("the cause is not known"));
  }

  @Test
  void aWrapperAloneIsNoCauseAndTheFirstExceptionIsShown() {
    ServerFailure failure =
        after(
                "(EngineCore pid=3) ERROR 11-24 11:43:31 [core.py:842] EngineCore failed to start.",
                "(EngineCore pid=3) ERROR 11-24 11:43:31 [core.py:842] RuntimeError: the flux capacitor is empty",
                "(APIServer pid=1) RuntimeError: Engine core initialization failed. See root cause above.")
            .failure(FAILED, false);
    assertEquals(FailureCause.UNKNOWN, failure.cause());
    assertTrue(failure.message().contains("(RuntimeError: the flux capacitor is empty)"), failure.message());
    assertEquals(3, failure.lines().size());
  }

  @Test
  void linesThatNobodyKnowsChangeNothing() {
    ServerLog log = new ServerLog(false);
    log.take("INFO 03-05 09:56:09 [m.py:8] Starting to load model x...");
    for (String line :
        List.of(
            "", "\r", "%", "100%", "INFO", "(x pid=1)", "\u0000\u0001\u0002", "Fetching 4 files: 50%|x| 2/4 [",
            "INFO 03-05 09:56:09 [m.py:8] Something new in vLLM 9: 30% (3/10)",
            "a".repeat(70_000), "(a pid=1) ".repeat(9000), "%|".repeat(40_000), "x: 1%|".repeat(5000))) {
      assertFalse(log.take(line), line.substring(0, Math.min(40, line.length())));
    }
    assertEquals("fetching the weights", log.progress().words());
  }

  private static void assertCause(FailureCause expected, String... lines) {
    assertEquals(expected, after(lines).failure(FAILED, false).cause());
  }

  private static ServerLog after(String... lines) {
    ServerLog log = new ServerLog(false);
    for (String line : lines) {
      log.take(line);
    }
    return log;
  }
}
