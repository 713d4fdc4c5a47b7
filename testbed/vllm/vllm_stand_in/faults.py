"""What vLLM prints when it cannot start, and with which status it ends."""

import os
import signal

# Faults that the engine finds, in the words of vLLM and of what it is made of; the engine ends with 1.
ENGINE = {
    "kv-cache": "ValueError: To serve at least one request with the models's max seq len (40960), (5.62 GiB KV "
    "cache is needed, which is larger than the available KV cache memory (0.46 GiB). Based on the available "
    "memory, the estimated maximum model length is 3312. Try increasing `gpu_memory_utilization` or "
    "decreasing `max_model_len` when initializing the engine.",
    "weights-missing": "RuntimeError: Cannot find any model weights with `{model}`",
    "weights-short": "safetensors_rust.SafetensorError: Error while deserializing header: incomplete metadata, "
    "file not fully covered",
    "driver": "RuntimeError: The NVIDIA driver on your system is too old (found version 12040). Please update "
    "your GPU driver by downloading and installing a new version",
    "unknown": "RuntimeError: the flux capacitor is not charged",
}

# Faults that the server finds before it starts an engine: its lines, and its exit status.
SERVER = {
    "arch": (
        [
            "pydantic_core._pydantic_core.ValidationError: 1 validation error for ModelConfig",
            "  Value error, Model architectures ['MambaNextForCausalLM'] are not supported for now. Supported "
            "architectures: dict_keys(['LlamaForCausalLM']) [type=value_error, input_value=ArgsKwargs(()), "
            "input_type=ArgsKwargs]",
        ],
        1,
    ),
    "hub-gated": (
        [
            "huggingface_hub.errors.GatedRepoError: 401 Client Error. (Request ID: Root=1-2)",
            "OSError: You are trying to access a gated repo.",
        ],
        1,
    ),
    "hub-offline": (
        [
            "huggingface_hub.errors.OfflineModeIsEnabled: Cannot reach https://huggingface.co/x: offline mode is enabled.",
            "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the "
            "cached files.",
        ],
        1,
    ),
    "port": (["OSError: [Errno 98] Address already in use"], 1),
    "flag": (
        ["usage: vllm serve [model_tag] [options]", "vllm: error: unrecognized arguments: --fly"],
        2,
    ),
}

# Others, which the processes do at their time.
OTHERS = ("oom", "oom-graphs", "hang", "die", "leave-child", "stall", "killed", "noise")

ALL = (*ENGINE, *SERVER, *OTHERS)


def kill_like_the_kernel(server):
    """As the kernel's OOM killer does it to the engine's server."""
    os.kill(server, signal.SIGKILL)
    signal.pause()


def noise(mib):
    """Chunks of what no log should have: an endless line, colours, binary."""
    chunk = (b"x" * 4000 + b"\x1b[31m\x00\xff\xfe" + b"%|" * 40) * 256
    for _ in range(mib):
        yield chunk
    yield b"\n\xff\xfe\xfd binary \x00\n\x1b[2J\x1b]0;title\x07\n"
