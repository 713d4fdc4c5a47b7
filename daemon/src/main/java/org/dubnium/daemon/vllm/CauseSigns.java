package org.dubnium.daemon.vllm;

import static org.dubnium.daemon.domain.server.FailureCause.*;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.server.FailureCause;
import org.jspecify.annotations.Nullable;

/**
 * What vLLM 0.6 to 0.28, and what it is made of, print when something fails. Texts of CUDA, NVML, NCCL, PyTorch and the hub's client follow
 * those packages' versions.
 */
final class CauseSigns {

  /** How much a sign tells: one that tells more replaces what one that tells less has told. */
  enum Weight {
    /** That something failed. */
    WRAPPER,
    /** A cause, which a specific sign replaces. */
    COARSE,
    SPECIFIC
  }

  /**
   * A text that tells a cause.
   *
   * @param literal what the line must have
   * @param pattern what must be found in it as well; null if the literal is all
   */
  record Sign(FailureCause cause, Weight weight, String literal, @Nullable Pattern pattern) {

    private boolean fits(String message) {
      return message.contains(literal) && (pattern == null || pattern.matcher(message).find());
    }
  }

  /** In the order of what they tell; of several that fit a line, the first counts. */
  private static final List<Sign> SIGNS =
      List.of(
          sign(CUDA_OOM_LOAD, "Failed to load model - not enough GPU memory."),
          sign(CUDA_OOM_WARMUP, "CUDA out of memory occurred when warming up "),
          sign(CUDA_OOM_RUN, "OutOfMemoryError"),
          sign(CUDA_OOM_RUN, " out of memory", "(?:CUDA|HIP|NPU) out of memory|Cuda failure 'out of memory'"),
          sign(CUDA_OOM_RUN, "CUDA error: out of memory"),
          sign(GPU_MEMORY_BUSY, " on startup is less than desired GPU memory utilization "),
          sign(GPU_MEMORY_PROFILING_RACE, "Error in memory profiling. Initial "),
          sign(KV_CACHE_TOO_SMALL, " is larger than the maximum number of tokens that can be stored in KV cache "),
          sign(KV_CACHE_TOO_SMALL, "larger than the available KV cache memory "),
          sign(KV_CACHE_TOO_SMALL, "Cannot auto-fit max_model_len: not enough GPU memory"),
          sign(KV_CACHE_NONE, "No available memory for the cache blocks."),
          sign(MAX_MODEL_LEN_TOO_LONG, " is greater than the derived max_model_len "),
          sign(WEIGHTS_MISSING, "Cannot find any model weights with "),
          sign(WEIGHTS_MISSING, "FileNotFoundError", "\\.(?:safetensors|bin|pt|gguf)\\b"),
          sign(WEIGHTS_MISSING, "No such file or directory", "\\.(?:safetensors|bin|pt|gguf)\\b"),
          sign(WEIGHTS_MISSING, "Following weights were not initialized from checkpoint: "),
          sign(WEIGHTS_CORRUPT, "Error while deserializing header: "),
          sign(WEIGHTS_CORRUPT, "SafetensorError: "),
          sign(WEIGHTS_CORRUPT, "PytorchStreamReader failed"),
          sign(WEIGHTS_CORRUPT, "UnpicklingError: "),
          sign(WEIGHTS_MISMATCH, "There is no module or parameter named '"),
          sign(ARCH_UNSUPPORTED, " are not supported for now.", "Model architectures \\["),
          sign(ARCH_UNSUPPORTED, " was supported in vLLM until "),
          sign(ARCH_UNSUPPORTED, " is not supported in-tree anymore"),
          sign(ARCH_UNSUPPORTED, " but Transformers does not recognize this architecture"),
          sign(ARCH_UNSUPPORTED, " has no vLLM implementation and the Transformers implementation is not compatible"),
          sign(ARCH_INSPECT_FAILED, " failed to be inspected.", "Model architectures \\["),
          sign(TRUST_REMOTE_CODE, "requires you to execute the ", "(?:configuration|tokenizer|modeling) file"),
          sign(TRUST_REMOTE_CODE, "contains custom code which must be executed"),
          sign(TRUST_REMOTE_CODE, "Please pass the argument `trust_remote_code=True`"),
          sign(TRUST_REMOTE_CODE, "consider setting `trust_remote_code=True`"),
          sign(TRUST_REMOTE_CODE, "Do you wish to run the custom code? [y/N]"),
          sign(HUB_AUTH, "GatedRepoError"),
          sign(HUB_AUTH, "access a gated repo"),
          sign(HUB_AUTH, "Cannot access gated repo"),
          sign(HUB_AUTH, " Client Error", "\\b40[13] Client Error"),
          sign(HUB_AUTH, "Invalid user token"),
          sign(HUB_AUTH, "Invalid username or password"),
          sign(HUB_AUTH, "Access to model ", " is restricted"),
          sign(HUB_UNREACHABLE, "couldn't connect to 'http"),
          sign(HUB_UNREACHABLE, "LocalEntryNotFoundError"),
          sign(HUB_UNREACHABLE, "OfflineModeIsEnabled"),
          sign(HUB_UNREACHABLE, "offline mode is enabled"),
          sign(HUB_UNREACHABLE, "NameResolutionError"),
          sign(HUB_UNREACHABLE, "Temporary failure in name resolution"),
          sign(HUB_UNREACHABLE, "Max retries exceeded with url"),
          sign(HUB_UNREACHABLE, "Network is unreachable"),
          sign(HUB_UNREACHABLE, "ConnectTimeout"),
          sign(HUB_UNREACHABLE, " Client Error", "\\b429 Client Error"),
          sign(HUB_UNREACHABLE, " Server Error", "\\b50[234] Server Error"),
          sign(HUB_NOT_FOUND, "RepositoryNotFoundError"),
          sign(HUB_NOT_FOUND, "RevisionNotFoundError"),
          sign(HUB_NOT_FOUND, "is not a local folder and is not a valid model identifier"),
          sign(HUB_NOT_FOUND, "HFValidationError"),
          sign(HUB_NOT_FOUND, " Client Error", "\\b404 Client Error"),
          sign(SHM_TOO_SMALL, "Error while creating shared memory segment /dev/shm/"),
          sign(SHM_TOO_SMALL, "No space left on device", "'/(?:dev/shm/)?psm_"),
          sign(SHM_TOO_SMALL, "Bus error"),
          sign(DISK_FULL, "No space left on device"),
          sign(DISK_FULL, "Not enough free disk space to download the file"),
          sign(TOKENIZER_BAD, "Can't load ", "Can't load (?:the )?tokenizer for"),
          sign(TOKENIZER_BAD, "Couldn't instantiate the backend tokenizer"),
          sign(TOKENIZER_BAD, "does not appear to have a file named tokenizer"),
          sign(TOKENIZER_BAD, "does not appear to have a file named vocab"),
          sign(TOKENIZER_BAD, "Failed to load the tokenizer."),
          sign(CHAT_TEMPLATE_BAD, "The supplied chat template ", "path-like, but doesn't exist|but it failed to be opened"),
          sign(PORT_IN_USE, "OSError: [Errno 98] Address already in use"),
          sign(PORT_IN_USE, "[Errno 98] error while attempting to bind on address "),
          sign(DIST_PORT_IN_USE, "EADDRINUSE"),
          sign(DIST_PORT_IN_USE, "The server socket has failed to listen on any local network address"),
          sign(DIST_PORT_IN_USE, "ZMQError: Address already in use"),
          sign(FABRIC_MANAGER_DOWN, "Error 802: system not yet initialized"),
          sign(DRIVER_TOO_OLD, "The NVIDIA driver on your system is too old"),
          sign(DRIVER_TOO_OLD, "CUDA driver version is insufficient"),
          sign(DRIVER_TOO_OLD, "Error 803: "),
          sign(DRIVER_TOO_OLD, "Error 804: "),
          sign(DRIVER_TOO_OLD, "forward compatibility was attempted on non supported HW"),
          sign(DRIVER_TOO_OLD, "the provided PTX was compiled with an unsupported toolchain"),
          sign(NVML_MISMATCH, "Driver/library version mismatch"),
          sign(NO_CUDA_DEVICE, "No CUDA GPUs are available"),
          sign(NO_CUDA_DEVICE, "no CUDA-capable device is detected"),
          sign(NO_CUDA_DEVICE, "Found no NVIDIA driver on your system"),
          sign(NO_CUDA_DEVICE, "Failed to infer device type"),
          sign(NO_CUDA_DEVICE, "NVML Shared Library Not Found"),
          sign(NO_CUDA_DEVICE, "libcuda.so.1: cannot open shared object file"),
          sign(NO_CUDA_DEVICE, "CUDA-capable device(s) is/are busy or unavailable"),
          sign(GPU_ARCH_UNSUPPORTED, "no kernel image is available for execution on the device"),
          sign(GPU_ARCH_UNSUPPORTED, "is not compatible with the current PyTorch installation"),
          sign(GPU_ARCH_UNSUPPORTED, "only supported on GPUs with compute capability"),
          sign(GPU_ARCH_UNSUPPORTED, "is not supported for the current GPU. Minimum capability: "),
          sign(GPU_ARCH_UNSUPPORTED, "with compute capability of at least"),
          sign(CUDA_FAULT, "CUDA error: ",
              "CUDA error: (?:an illegal memory access|device-side assert|unspecified launch failure"
                  + "|uncorrectable (?:NVLink|ECC)|unknown error|misaligned address|the launch timed out)"),
          sign(BAD_ARGUMENT, ": error: ", "^(?:vllm(?: serve)?|api_server\\.py|[\\w./-]{1,80}\\.py): error: "),
          sign(BAD_CONFIG, "invalid tool call parser: "),
          sign(BAD_CONFIG, "invalid reasoning parser: "),
          sign(GPU_COUNT, "Tensor parallel size (", " cannot be larger than the number of available GPUs "),
          sign(GPU_COUNT, "World size (", " is larger than the number of available GPUs "),
          sign(GPU_COUNT, "max local gpu count ("),
          sign(GPU_COUNT, " exceeds the total number of available", "The number of required \\w"),
          sign(GPU_COUNT, "Cannot provide a placement group"),
          sign(GPU_COUNT, "Unable to load Ray"),
          sign(GPU_COUNT, "invalid device ordinal"),
          sign(TP_NOT_DIVISIBLE, " must be divisible by tensor parallel size "),
          sign(NCCL_TIMEOUT, "Watchdog caught collective operation timeout"),
          sign(NCCL_ERROR, "NCCL error", "NCCL error(?: in)?:"),
          sign(NCCL_ERROR, "nccl", "nccl(?:System|UnhandledCuda|Internal|Remote|InvalidUsage|InvalidArgument)\\w{0,20}Error|ncclInvalidUsage"),
          sign(NCCL_ERROR, "DistBackendError"),
          sign(HOST_OOM, "Failed core proc(s): {", ": -9\\b"),
          sign(HOST_OOM, "died unexpectedly (exit code: -9)"),
          sign(HOST_OOM, "Killed", "^Killed$"),
          sign(HOST_OOM, "DefaultCPUAllocator: can't allocate memory"),
          sign(HOST_OOM, "[Errno 12] Cannot allocate memory"),
          sign(HOST_OOM, "MemoryError", "^MemoryError$"),
          sign(ENGINE_READY_TIMEOUT, "Timed out waiting for ", "engine"),
          sign(ENGINE_READY_TIMEOUT, "Did not receive response from front-end process within"),
          sign(EXECUTE_TIMEOUT, "TimeoutError: RPC call to "),
          sign(QUANT_MISMATCH, "Quantization method specified in the model config ", "does not match"),
          sign(QUANT_MISMATCH, "Unknown quantization method: "),
          sign(QUANT_MISMATCH, "quantization is currently not supported in"),
          sign(QUANT_MISMATCH, " is not supported for quantization method"),
          sign(KERNEL_UNSUPPORTED, "Failed to find a kernel that can implement"),
          sign(KERNEL_UNSUPPORTED, "No valid attention backend found for"),
          sign(KERNEL_UNSUPPORTED, "Selected backend ", " is not valid for this configuration"),
          sign(KERNEL_UNSUPPORTED, "FlashInfer backend is not available"),
          sign(JIT_TOOLCHAIN_MISSING, "Failed to find C compiler"),
          sign(JIT_TOOLCHAIN_MISSING, "No such file or directory: '", "[/'](?:ninja|nvcc|gcc|g\\+\\+|cc|c\\+\\+|ptxas)'"),
          sign(JIT_TOOLCHAIN_MISSING, "Could not find nvcc"),
          sign(JIT_TOOLCHAIN_MISSING, "nvcc: not found"),
          sign(JIT_TOOLCHAIN_MISSING, "Ninja build failed"),
          sign(JIT_TOOLCHAIN_MISSING, "Ninja is required"),
          sign(JIT_TOOLCHAIN_MISSING, "fatal error: Python.h: No such file"),
          sign(JIT_TOOLCHAIN_MISSING, "cannot find -lcuda"),
          sign(JIT_TOOLCHAIN_MISSING, "nvcc fatal"),
          sign(INSTALL_BROKEN, "ImportError: ", "undefined symbol|cannot open shared object file"),
          sign(INSTALL_BROKEN, "No module named 'vllm._C'"),
          sign(INSTALL_BROKEN, "Cannot re-initialize CUDA in forked subprocess"),
          sign(NOT_ANSWERING, "cannot use the server of "),
          coarse(HUB_NOT_FOUND, "Invalid repository ID or local directory specified"),
          coarse(BAD_CONFIG, "Value error, "),
          coarse(WORKER_DIED, " died unexpectedly"),
          coarse(WORKER_DIED, " died, exit code: "),
          coarse(WORKER_DIED, " died with exit code "),
          coarse(KILLED, "KeyboardInterrupt: terminated"),
          wrapper(BAD_CONFIG, " for ", "^(?:pydantic_core\\._pydantic_core\\.ValidationError: )?\\d{1,4} validation errors? for \\w"),
          wrapper(ENGINE_DIED, "EngineCore encountered a fatal error."),
          wrapper(ENGINE_DIED, "EngineDeadError: EngineCore encountered an issue"),
          wrapper(ENGINE_DIED, "AsyncLLM output_handler failed."),
          wrapper(ENGINE_DIED, "Engine loop is not running."),
          wrapper(ENGINE_DIED, "Background loop has errored already"),
          wrapper(ENGINE_DIED, ", terminating server process", "(?:AsyncLLMEngine|MQLLMEngine) "),
          wrapper(ENGINE_DIED, "[shutdown] MPClient: engine core exited unexpectedly"),
          wrapper(UNKNOWN, "Got fatal signal from worker processes, shutting down"),
          wrapper(UNKNOWN, "EngineCore failed to start."),
          wrapper(UNKNOWN, "EngineCore hit an exception: "),
          wrapper(UNKNOWN, "WorkerProc failed to start."),
          wrapper(UNKNOWN, "WorkerProc initialization failed due to an exception in a background process"),
          wrapper(UNKNOWN, "Engine core initialization failed."),
          wrapper(UNKNOWN, "Engine process failed to start"),
          wrapper(UNKNOWN, "RPCServer process died before responding to readiness probe"),
          wrapper(UNKNOWN, "Frontend process failed during engine core initialization"));

  /** Messages of errors that are never the cause of a failed start. */
  private static final List<String> NOISE =
      List.of(
          "destroy_process_group() was not called",
          "leaked shared_memory objects",
          "Parent process exited, terminating worker",
          "[shutdown] Process manager: send sigterm",
          "NCCL WARN ",
          "NCCL INFO ",
          "[transformers] ",
          "Error retrieving file list",
          "Failed to get file list for",
          "is used by process");

  private CauseSigns() {}

  /** What a line tells of a cause; empty if it tells of none. */
  static Optional<Sign> of(LogRecord line) {
    String message = line.message();
    if (line.isHarmless() || isSource(message) || NOISE.stream().anyMatch(message::contains)) {
      return Optional.empty();
    }
    for (Sign sign : SIGNS) {
      if (sign.fits(message)) {
        return Optional.of(sign);
      }
    }
    return Optional.empty();
  }

  /** A line of a traceback that shows code, which speaks of failures that are others'. */
  private static boolean isSource(String message) {
    return message.startsWith("    ") || message.startsWith("  File \"");
  }

  private static Sign sign(FailureCause cause, String literal) {
    return new Sign(cause, Weight.SPECIFIC, literal, null);
  }

  private static Sign sign(FailureCause cause, String literal, String pattern) {
    return new Sign(cause, Weight.SPECIFIC, literal, Pattern.compile(pattern));
  }

  private static Sign coarse(FailureCause cause, String literal) {
    return new Sign(cause, Weight.COARSE, literal, null);
  }

  private static Sign wrapper(FailureCause cause, String literal) {
    return new Sign(cause, Weight.WRAPPER, literal, null);
  }

  private static Sign wrapper(FailureCause cause, String literal, String pattern) {
    return new Sign(cause, Weight.WRAPPER, literal, Pattern.compile(pattern));
  }
}
