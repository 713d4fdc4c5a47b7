"""Memory of the simulated GPUs: asked through NVML, claimed in the simulator's state directory."""

import ctypes
import os

MIB = 1024 * 1024
GIB = 1024 * MIB

# nvmlReturn_t
NOT_SUPPORTED = 3


class GpuError(Exception):
    """The GPU cannot be used; the message says why."""


class _FirstMemory(ctypes.Structure):
    # nvmlMemory_t
    _fields_ = [
        ("total", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    ]


class _Memory(ctypes.Structure):
    # nvmlMemory_v2_t
    _fields_ = [
        ("version", ctypes.c_uint),
        ("total", ctypes.c_ulonglong),
        ("reserved", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    ]


def state_directory():
    return os.environ.get("NVML_SIM_STATE") or "/run/nvml-sim"


def visible_devices():
    """Indices in CUDA_VISIBLE_DEVICES, or the first GPU."""
    text = os.environ.get("CUDA_VISIBLE_DEVICES", "0")
    try:
        return [int(index) for index in text.split(",")]
    except ValueError as wrong:
        raise GpuError(f"CUDA_VISIBLE_DEVICES={text} does not list indices") from wrong


class Nvml:
    """The few calls that vLLM makes before it loads a model."""

    def __init__(self, library):
        try:
            self._library = ctypes.CDLL(library)
        except OSError as missing:
            raise GpuError(f"NVML cannot be loaded: {missing}") from missing
        self._check("nvmlInit_v2")

    def _check(self, entry_point, *arguments):
        code = getattr(self._library, entry_point)(*arguments)
        if code != 0:
            raise GpuError(f"{entry_point} answered {code}")

    def memory(self, index):
        """(total, free) bytes of a GPU.

        vLLM asks CUDA, which knows both whatever NVML supports: so where the newer call is refused the
        older one is asked, and where neither knows this GPU its memory is the machine's.
        """
        device = ctypes.c_void_p()
        memory = _Memory(version=ctypes.sizeof(_Memory) | 2 << 24)
        first = _FirstMemory()
        self._check("nvmlDeviceGetHandleByIndex_v2", ctypes.c_uint(index), ctypes.byref(device))
        if self._library.nvmlDeviceGetMemoryInfo_v2(device, ctypes.byref(memory)) == 0:
            return memory.total, memory.free
        code = self._library.nvmlDeviceGetMemoryInfo(device, ctypes.byref(first))
        if code == 0:
            return first.total, first.free
        if code == NOT_SUPPORTED:
            return _unified_memory(index)
        raise GpuError(f"nvmlDeviceGetMemoryInfo answered {code}")


def _unified_memory(index):
    """The machine's memory, of which only what is claimed on the simulated GPU counts as taken."""
    with open("/proc/meminfo", encoding="ascii") as lines:
        total = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemTotal:"))
    processes = os.path.join(state_directory(), "gpus", str(index), "processes")
    taken = 0
    for claim in os.listdir(processes):
        pid = claim.partition("-")[0]
        if pid.isdigit() and os.path.exists(f"/proc/{pid}"):
            with open(os.path.join(processes, claim), encoding="ascii") as file:
                used = file.readline().strip().removeprefix("used=")
            taken += int(used) if used.isdigit() else 0
    return total, max(0, total - taken)


class Claim:
    """This process's memory on one GPU, with the GPU's device files open, until it ends."""

    def __init__(self, index):
        self._directory = os.path.join(state_directory(), "gpus", str(index), "processes")
        self._name = f"{os.getpid()}-compute"
        for device in ("nvidiactl", f"nvidia{index}", "nvidia-uvm"):
            os.open(os.path.join(state_directory(), "dev", device), os.O_RDWR)

    def resize(self, used):
        """Holds `used` bytes from now on."""
        draft = os.path.join(self._directory, f".{self._name}")
        with open(draft, "w", encoding="ascii") as file:
            file.write(f"used={used}\nstarted={_start_time()}\n")
        os.rename(draft, os.path.join(self._directory, self._name))

    def release(self):
        os.unlink(os.path.join(self._directory, self._name))


def _start_time():
    # Field 22 of proc_pid_stat(5); the command name before it may hold spaces and brackets.
    with open("/proc/self/stat", encoding="utf-8") as stat:
        return stat.read().rpartition(")")[2].split()[19]
