"""The engine process: loads the "model" in vLLM's order, holds the GPU memory, then waits."""

import ctypes
import os
import signal
import sys
import time

from vllm_stand_in import faults
from vllm_stand_in.gates import await_gate
from vllm_stand_in.gpu import GIB, Claim, GpuError, Nvml, visible_devices
from vllm_stand_in.log import Log

READY = b"ready\n"
CAUSE_ABOVE = "Engine core initialization failed. See root cause above. Failed core proc(s): {}"

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15

SHARDS = 4
GRAPHS = 8


class _Stop(Exception):
    """SIGTERM came."""


def _on_terminate(_signal, _frame):
    raise _Stop


def _end_with_parent():
    """vLLM's engine, too, ends when its server is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _take_name(name):
    """vLLM's processes have names of their own since 0.10.1; the kernel keeps 15 bytes of it."""
    ctypes.CDLL(None).prctl(PR_SET_NAME, f"VLLM::{name}".encode(), 0, 0, 0)


class Engine:
    """One run of the engine process.

    `report` is the pipe on which the server awaits READY, `orders` the socket by which it says sleep or wake.
    """

    def __init__(self, arguments, settings, report, orders):
        self._arguments = arguments
        self._settings = settings
        self._style = settings.style
        self._report = report
        self._orders = orders
        self._log = Log(self._style, self._style.engine)
        # The first rank's lines are the engine's own where there is but one.
        self._ranks = [
            Log(self._style, self._style.worker(rank) if self._several() else self._style.engine)
            for rank in range(arguments.tensor_parallel_size)
        ]
        self._claims = []
        self._wanted = 0
        self._weights = int(settings.weights_gib * GIB)

    def _several(self):
        return self._arguments.tensor_parallel_size > 1

    def run(self):
        """Runs until it is told to end; returns the exit status."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _on_terminate)
        if self._style.since(0, 10, 1):
            _take_name(self._style.engine)
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
        self._log.error("core.py:842", '  File "/opt/vllm/v1/engine/core.py", line 833, in run_engine_core')
        self._log.error("core.py:842", str(error))
        self._log.plain(f"Process {self._style.engine}:")
        self._log.plain(str(error))

    def _load(self):
        arguments, style, fault = self._arguments, self._style, self._settings.fault
        self._log.info(
            "core.py:93",
            style.engine_begins(
                f"model='{arguments.model_tag}', max_seq_len={arguments.max_model_len}, "
                f"tensor_parallel_size={arguments.tensor_parallel_size}, "
                f"enforce_eager={arguments.enforce_eager}"
            ),
        )
        if fault == "driver":
            raise GpuError(faults.ENGINE[fault])
        wanted, free = self._requested_memory()
        self._connect_ranks()
        for rank in self._ranks:
            rank.info("gpu_model_runner.py:3259", style.load_begins(arguments.model_tag))
        if fault == "hang":
            signal.pause()
        if fault == "noise":
            for chunk in faults.noise(self._settings.noise_mib):
                self._log.raw(chunk)
        if fault == "oom" or self._weights > wanted:
            raise GpuError(self._out_of_memory(free))
        self._load_weights()
        self._make_cache(wanted, wanted - self._weights)
        if not arguments.enforce_eager:
            self._capture_graphs(free)
        self._log.info("core.py:250", style.engine_ready(self._settings.load_seconds / 2))

    def _connect_ranks(self):
        if not self._several():
            return
        for number, rank in enumerate(self._ranks):
            if not self._style.v0:
                rank.info(
                    "parallel_state.py:1004",
                    f"rank {number} in world size {len(self._ranks)} is assigned as DP rank 0, PP rank 0, "
                    f"TP rank {number}",
                )
            rank.info("pynccl.py:69", "vLLM is using nccl==2.27.3")

    def _requested_memory(self):
        """Bytes per GPU that the flags ask for, and what is free; not enough is an error."""
        nvml = Nvml(self._settings.nvml)
        count = self._arguments.tensor_parallel_size
        devices = visible_devices()[:count]
        if len(devices) < count:
            raise GpuError(
                f"ValueError: World size ({count}) is larger than the number of available GPUs "
                f"({len(devices)}) in this node."
            )
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
        self._wanted = wanted
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

    def _load_weights(self):
        fault = self._settings.fault
        if fault == "weights-missing":
            raise GpuError(faults.ENGINE[fault].format(model=self._arguments.model_tag))
        for shard in range(SHARDS + 1):
            done = 100 * shard // SHARDS
            self._ranks[0].weights(
                f"Loading safetensors checkpoint shards: {done:3d}% Completed | {shard}/{SHARDS} "
                "[00:00<00:00,  4.99it/s]"
            )
            self._hold(self._weights * shard // SHARDS)
            if shard == SHARDS // 2:
                self._fail_in_the_middle()
                await_gate(self._settings.gates, "weights")
            self._wait(0.1)
        seconds = self._settings.load_seconds / 2
        for rank in self._ranks:
            if not self._style.v0:
                rank.info("default_loader.py:314", f"Loading weights took {seconds:.2f} seconds")
            rank.info(
                "gpu_model_runner.py:3338", self._style.model_loaded(self._weights / GIB, seconds)
            )

    def _fail_in_the_middle(self):
        fault = self._settings.fault
        if fault in ("weights-short", "unknown"):
            raise GpuError(faults.ENGINE[fault])
        if fault == "killed":
            faults.kill_like_the_kernel(os.getppid())

    def _make_cache(self, wanted, cache):
        style = self._style
        self._wait(0.2)
        if not style.v0 and not self._arguments.enforce_eager:
            for rank in self._ranks:
                rank.info("monitor.py:34", style.compiled(self._settings.load_seconds / 5))
        fault = self._settings.fault
        if fault == "kv-cache":
            raise GpuError(faults.ENGINE[fault])
        if style.since(0, 9, 1):
            self._ranks[0].info("gpu_worker.py:359", f"Available KV cache memory: {cache / GIB:.2f} GiB")
        # About what a model of eight billion parameters needs: 128 KiB for each token.
        tokens = cache // (128 * 1024)
        for line in style.cache(tokens, self._arguments.max_model_len):
            self._log.info("kv_cache_utils.py:1229", line)
        self._hold(wanted)

    def _capture_graphs(self, free):
        names = self._style.graph_bars()
        for name in names:
            gate = "graphs" if name == names[0] else None
            self._ranks[0].bar(self._drawings(name, 0.3 / len(names), free, gate))
        done = "Graph capturing finished in 1 secs, took 0.40 GiB"
        self._ranks[0].info("gpu_model_runner.py:4244", done)

    def _drawings(self, name, share, free, gate):
        """The drawings of a bar, in the time that it takes; a gate is in the middle."""
        for graph in range(GRAPHS + 1):
            done = 100 * graph // GRAPHS
            yield f"{name}: {done:3d}%|{'#' * (done // 10):10s}| {graph}/{GRAPHS} [00:00<00:00,  9.99it/s]"
            if graph == GRAPHS // 2:
                if self._settings.fault == "oom-graphs":
                    raise GpuError(self._out_of_memory(free))
                if gate:
                    await_gate(self._settings.gates, gate)
            self._wait(share / GRAPHS)

    def _serve(self):
        """The memory stays held until SIGTERM, or for ever where a fault asks for that."""
        fault = self._settings.fault
        if fault == "die":
            time.sleep(self._settings.die_after_seconds)
            await_gate(self._settings.gates, "death")
            self._log.error("core.py:851", "EngineCore encountered a fatal error.")
            sys.exit(1)
        if fault == "leave-child":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while order := self._orders.recv(16):
            self._obey(order)
        while True:
            signal.pause()

    def _obey(self, order):
        """Sleep gives the memory back, but for what CUDA itself takes; wake takes it again."""
        if order == b"wake":
            self._hold(self._wanted)
            self._log.info("abstract.py:300", "It took 0.10 seconds to wake up tags {'kv_cache', 'weights'}.")
        else:
            self._hold(GIB // 4)
            self._log.info("abstract.py:280", "It took 0.10 seconds to fall asleep.")
        self._orders.send(b"done")
