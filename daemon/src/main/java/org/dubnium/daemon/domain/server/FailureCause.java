package org.dubnium.daemon.domain.server;

import java.util.Locale;

/** Why a vLLM server failed, as far as it can be told: a sentence, and what a person does about it. */
public enum FailureCause {
  CUDA_OOM_LOAD(
      "the GPU's memory ran out while the weights were loaded",
      "take a smaller or quantized model, more GPUs by --tensor-parallel-size, or free the GPU: nvidia-smi"),
  CUDA_OOM_WARMUP(
      "the GPU's memory ran out while the model was warmed up",
      "lower --max-num-seqs, --max-num-batched-tokens or --gpu-memory-utilization, or set --enforce-eager"),
  CUDA_OOM_RUN(
      "the GPU's memory ran out while requests were answered",
      "lower --gpu-memory-utilization, --max-num-seqs or --max-num-batched-tokens"),
  GPU_MEMORY_BUSY(
      "the GPU has less free memory than --gpu-memory-utilization asks for",
      "end what holds it (mode gpus), or lower --gpu-memory-utilization"),
  GPU_MEMORY_PROFILING_RACE(
      "another process took or freed GPU memory while vLLM measured it",
      "start it again; start servers that share a GPU one after the other"),
  KV_CACHE_TOO_SMALL(
      "the KV cache is too small for --max-model-len",
      "lower --max-model-len, raise --gpu-memory-utilization, or set --kv-cache-dtype fp8"),
  KV_CACHE_NONE(
      "the weights leave no GPU memory for the KV cache",
      "raise --gpu-memory-utilization, take a smaller model, or more GPUs by --tensor-parallel-size"),
  MAX_MODEL_LEN_TOO_LONG(
      "--max-model-len is longer than the model allows", "lower --max-model-len"),
  WEIGHTS_MISSING(
      "weights are missing from the model's folder",
      "copy the model anew, and check it: mode model verify"),
  WEIGHTS_CORRUPT(
      "a file of weights is cut short or damaged",
      "copy the model anew, and check it: mode model verify"),
  WEIGHTS_MISMATCH(
      "the weights are not those of the architecture that config.json names",
      "check config.json and --quantization against where the model is from"),
  ARCH_UNSUPPORTED(
      "this vLLM does not know the model's architecture",
      "install a newer vLLM and transformers, or serve another model"),
  ARCH_INSPECT_FAILED(
      "vLLM could not look at the model's architecture",
      "read the lines above it: journalctl -u vllm"),
  TRUST_REMOTE_CODE(
      "the model brings code of its own, which vLLM does not run unasked",
      "read that code, then set --trust-remote-code"),
  HUB_AUTH(
      "the hub refuses access to the model",
      "accept its licence there, and write your token into /etc/credstore/vllm.hf-token"),
  HUB_UNREACHABLE(
      "the model is not on this machine, and the hub cannot be reached",
      "serve a bundle of this machine (mode model list), or check network, proxy and HF_HUB_OFFLINE"),
  HUB_NOT_FOUND(
      "there is no such model, neither as a folder nor on the hub",
      "correct DUBNIUM_VLLM_MODEL, or mount what holds it"),
  SHM_TOO_SMALL(
      "there is not enough shared memory", "enlarge /dev/shm: mount -o remount,size=16G /dev/shm"),
  DISK_FULL("a disk is full", "free space where the message says, or in /var/lib/dubnium/vllm: df -h"),
  TOKENIZER_BAD(
      "the model's tokenizer cannot be used",
      "add the tokenizer's files to the model, or set --tokenizer or --tokenizer-mode"),
  CHAT_TEMPLATE_BAD("the chat template cannot be opened", "correct --chat-template"),
  PORT_IN_USE(
      "another process listens on the server's port",
      "end it (ss -ltnp), or set another DUBNIUM_VLLM_PORT"),
  DIST_PORT_IN_USE(
      "a port that vLLM's processes use among themselves is taken",
      "start it again; unset VLLM_PORT and MASTER_PORT if they are set"),
  DRIVER_TOO_OLD(
      "the NVIDIA driver is older than this vLLM's CUDA needs",
      "install a newer driver, or a vLLM that was built for an older CUDA"),
  FABRIC_MANAGER_DOWN(
      "the GPUs wait for NVIDIA's fabric manager",
      "start nvidia-fabricmanager, of the driver's version"),
  NO_CUDA_DEVICE(
      "vLLM finds no GPU that it can use",
      "check nvidia-smi as well as CUDA_VISIBLE_DEVICES, and DeviceAllow= of vllm.service"),
  NVML_MISMATCH(
      "the driver's library was updated and its kernel module was not", "reboot"),
  GPU_ARCH_UNSUPPORTED(
      "this vLLM, or this quantization, does not run on this GPU",
      "set --dtype half or another --quantization, or install a build for this GPU"),
  CUDA_FAULT(
      "a GPU kernel failed", "look for XID errors (mode gpus, journalctl -k), then start it again"),
  BAD_ARGUMENT(
      "vLLM does not take its arguments",
      "correct DUBNIUM_VLLM_EXTRA_ARGS; flags change between versions: vllm serve --help"),
  BAD_CONFIG(
      "vLLM refuses its configuration", "correct what the message names, in /etc/dubnium/vllm.env"),
  GPU_COUNT(
      "more GPUs are asked for than there are",
      "lower --tensor-parallel-size or --pipeline-parallel-size, or widen CUDA_VISIBLE_DEVICES"),
  TP_NOT_DIVISIBLE(
      "the model cannot be split over that many GPUs",
      "set a --tensor-parallel-size that divides the number of its attention heads"),
  NCCL_ERROR(
      "the GPUs cannot talk to each other",
      "see what NCCL_DEBUG=INFO prints; NCCL_P2P_DISABLE=1 tells whether it is the bus"),
  NCCL_TIMEOUT(
      "the GPUs waited for each other in vain",
      "see what NCCL_DEBUG=INFO prints; NCCL_P2P_DISABLE=1 tells whether it is the bus"),
  HOST_OOM(
      "the machine's memory ran out, and the kernel killed the server",
      "add memory or swap, lower --cpu-offload-gb, --swap-space or MAX_JOBS; journalctl -k tells more"),
  ENGINE_READY_TIMEOUT(
      "the engine was not ready in the time that vLLM allows",
      "raise VLLM_ENGINE_READY_TIMEOUT_S"),
  EXECUTE_TIMEOUT(
      "a step of the engine did not end in time",
      "start it again; look for XID errors: mode gpus, journalctl -k"),
  QUANT_MISMATCH(
      "the quantization does not fit the model",
      "drop --quantization, or name the model's own; --dtype half for awq and gptq"),
  KERNEL_UNSUPPORTED(
      "no kernel of this vLLM runs this model on this GPU",
      "choose another attention backend or quantization, or a newer vLLM"),
  JIT_TOOLCHAIN_MISSING(
      "a compiler that vLLM needs at run time is missing",
      "install gcc, python3-dev, ninja-build and the CUDA toolkit's nvcc, and put them on PATH"),
  INSTALL_BROKEN(
      "the installation of vLLM is broken", "install vLLM and PyTorch anew, of versions that belong together"),
  /** serve-vllm refused: EX_CONFIG. */
  BAD_SETTINGS(
      "the settings of vllm.env cannot be used", "correct what the message names"),
  /** await-vllm gave up on a server that listens. */
  NOT_ANSWERING(
      "the server does not answer as it should", "do what the message says"),
  LOAD_TIMEOUT(
      "the model did not answer in the time that vllm.service allows",
      "raise TimeoutStartSec= of vllm.service if it only needs longer: systemctl edit vllm"),
  KILLED("somebody killed the server", "start it again: systemctl restart vllm"),
  ENGINE_DIED(
      "the engine died after it was ready", "read the lines before: journalctl -u vllm"),
  WORKER_DIED("a process of the engine died", "read the lines before: journalctl -u vllm, journalctl -k"),
  UNKNOWN("the cause is not known", "read its last lines: journalctl -u vllm");

  private final String sentence;
  private final String remedy;

  FailureCause(String sentence, String remedy) {
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** For programs, such as {@code cuda-oom-load}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened, without a full stop. */
  public String sentence() {
    return sentence;
  }

  /** What a person does about it. */
  public String remedy() {
    return remedy;
  }
}
