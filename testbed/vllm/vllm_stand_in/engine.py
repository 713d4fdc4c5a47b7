"""The engine process: loads the "model" in vLLM's order, holds the GPU memory, then waits."""

import ctypes
import os
import signal
import sys
import time

from vllm_stand_in import VERSION
from vllm_stand_in.gpu import GIB, Claim, GpuError, Nvml, visible_devices
from vllm_stand_in.log import Log

READY = b"ready\n"
CAUSE_ABOVE = "Engine core initialization failed. See root cause above. Failed core proc(s): {}"


class _Stop(Exception):
    """SIGTERM came."""


def _on_terminate(_signal, _frame):
    raise _Stop


def _end_with_parent():
    """prctl(PR_SET_PDEATHSIG): vLLM's engine, too, ends when its server is killed."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


class Engine:
    """One run of the engine process; `report` is the pipe on which the server awaits READY."""

    def __init__(self, arguments, settings, report):
        self._arguments = arguments
        self._settings = settings
        self._report = report
        self._log = Log("EngineCore_DP0")
        self._claims = []

    def run(self):
        """Runs until it is told to end; returns the exit status."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _on_terminate)
        if self._settings.fault != "leave-child":
            _end_with_parent()
        try:
            self._load()
            os.write(self._report, READY)
            self._serve()
        except GpuError as error:
            self._fail(error)
            return 1
        except _Stop:
            for claim in self._claims:
                claim.release()
        return 0

    def _fail(self, error):
        self._log.error("core.py:842", "EngineCore failed to start.")
        self._log.error("core.py:842", "Traceback (most recent call last):")
        self._log.error("core.py:842", str(error))
        self._log.plain("Process EngineCore_DP0:")

    def _load(self):
        arguments, log = self._arguments, self._log
        log.info(
            "core.py:93",
            f"Initializing a V1 LLM engine (v{VERSION}) with config: "
            f"model='{arguments.model_tag}', max_seq_len={arguments.max_model_len}, "
            f"tensor_parallel_size={arguments.tensor_parallel_size}, "
            f"enforce_eager={arguments.enforce_eager}",
        )
        wanted, free = self._requested_memory()
        log.info("gpu_model_runner.py:3259", f"Starting to load model {arguments.model_tag}...")
        if self._settings.fault == "hang":
            signal.pause()
        weights = int(self._settings.weights_gib * GIB)
        if self._settings.fault == "oom" or weights > wanted:
            raise GpuError(self._out_of_memory(free))
        self._load_weights(weights)
        self._make_cache(wanted, wanted - weights)
        if not arguments.enforce_eager:
            self._capture_graphs()
        log.info(
            "core.py:250",
            "init engine (profile, create kv cache, warmup model) took "
            f"{self._settings.load_seconds / 2:.2f} seconds",
        )

    def _requested_memory(self):
        """Bytes per GPU that the flags ask for, and what is free; not enough is an error."""
        nvml = Nvml(self._settings.nvml)
        count = self._arguments.tensor_parallel_size
        devices = visible_devices()[:count]
        if len(devices) < count:
            raise GpuError(f"RuntimeError: {count} GPUs are needed, {len(devices)} are visible")
        share = self._arguments.gpu_memory_utilization
        for device in devices:
            total, free = nvml.memory(device)
            wanted = int(total * share)
            if free < wanted:
                raise GpuError(
                    f"ValueError: Free memory on device ({free / GIB:.2f}/{total / GIB:.2f} GiB) "
                    f"on startup is less than desired GPU memory utilization ({share}, "
                    f"{wanted / GIB:.2f} GiB). Decrease GPU memory utilization or reduce GPU "
                    "memory used by other processes."
                )
        self._claims = [Claim(device) for device in devices]
        return wanted, free

    def _out_of_memory(self, free):
        return (
            "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 896.00 MiB. GPU 0 has a "
            f"total capacity of {free / GIB:.2f} GiB of which 19.88 MiB is free. Including "
            "non-PyTorch memory, this process has 0 bytes memory in use."
        )

    def _hold(self, used):
        for claim in self._claims:
            claim.resize(used)

    def _wait(self, share):
        time.sleep(self._settings.load_seconds * share)

    def _load_weights(self, weights):
        shards = 4
        for shard in range(shards + 1):
            done = 100 * shard // shards
            self._log.progress(
                f"Loading safetensors checkpoint shards: {done:3d}% Completed | {shard}/{shards}",
                last=shard == shards,
            )
            self._hold(weights * shard // shards)
            self._wait(0.1)
        seconds = self._settings.load_seconds / 2
        self._log.info("default_loader.py:314", f"Loading weights took {seconds:.2f} seconds")
        self._log.info(
            "gpu_model_runner.py:3338",
            f"Model loading took {weights / GIB:.4f} GiB memory and {seconds:.6f} seconds",
        )

    def _make_cache(self, wanted, cache):
        self._wait(0.2)
        self._log.info("gpu_worker.py:359", f"Available KV cache memory: {cache / GIB:.2f} GiB")
        # About what a model of eight billion parameters needs: 128 KiB for each token.
        tokens = cache // (128 * 1024)
        self._log.info("kv_cache_utils.py:1229", f"GPU KV cache size: {tokens:,} tokens")
        length = self._arguments.max_model_len
        self._log.info(
            "kv_cache_utils.py:1234",
            f"Maximum concurrency for {length:,} tokens per request: {tokens / length:.2f}x",
        )
        self._hold(wanted)

    def _capture_graphs(self):
        self._wait(0.3)
        bar = "Capturing CUDA graphs (decode, FULL): 100%|##########| 35/35"
        self._log.progress(bar, last=True)
        done = "Graph capturing finished in 1 secs, took 0.40 GiB"
        self._log.info("gpu_model_runner.py:4244", done)

    def _serve(self):
        """The memory stays held until SIGTERM, or for ever where a fault asks for that."""
        fault = self._settings.fault
        if fault == "die":
            time.sleep(self._settings.die_after_seconds)
            self._log.error("core.py:851", "EngineCore encountered a fatal error.")
            sys.exit(1)
        if fault == "leave-child":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            signal.pause()
