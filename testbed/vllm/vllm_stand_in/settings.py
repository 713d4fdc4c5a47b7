"""What the environment tells the stand-in to do, beyond vLLM's own flags."""

import dataclasses
import os
import re
import sys

from vllm_stand_in import faults
from vllm_stand_in.style import Style

_VERSION = re.compile(r"0\.(\d{1,2})(\.\d{1,2})?")



@dataclasses.dataclass(frozen=True)
class Settings:
    """The VLLM_SIM_* variables; README.md says what each does."""

    load_seconds: float
    token_seconds: float
    end_seconds: float
    fault: str
    die_after_seconds: float
    stall_after: float
    weights_gib: float
    reply: str
    nvml: str
    noise_mib: int
    gates: str
    developer: bool
    style: Style


def read_settings(environment=os.environ):
    """Reads them; ends with status 1 and a reason where one is wrong."""

    def seconds(name, default):
        text = environment.get(name, default)
        try:
            return float(text)
        except ValueError:
            sys.exit(f"vllm stand-in: cannot read {name}={text}: it is not a number")

    fault = environment.get("VLLM_SIM_FAULT", "")
    if fault and fault not in faults.ALL:
        sys.exit(f"vllm stand-in: cannot read VLLM_SIM_FAULT={fault}: it is one of {faults.ALL}")
    version = environment.get("VLLM_SIM_VERSION", "0.11.2")
    if not _VERSION.fullmatch(version):
        sys.exit(f"vllm stand-in: cannot read VLLM_SIM_VERSION={version}: it is none of vLLM's")
    beside = os.path.join(os.path.dirname(os.path.realpath(sys.argv[0])), "..", "libnvidia-ml.so.1")
    return Settings(
        load_seconds=seconds("VLLM_SIM_LOAD_SECONDS", "3"),
        token_seconds=seconds("VLLM_SIM_TOKEN_SECONDS", "0.01"),
        end_seconds=seconds("VLLM_SIM_END_SECONDS", "0"),
        fault=fault,
        die_after_seconds=seconds("VLLM_SIM_DIE_AFTER_SECONDS", "1"),
        stall_after=seconds("VLLM_SIM_STALL_AFTER", "1"),
        weights_gib=seconds("VLLM_SIM_WEIGHTS_GIB", "4"),
        reply=environment.get("VLLM_SIM_REPLY", ""),
        nvml=environment.get("VLLM_SIM_NVML", os.path.normpath(beside)),
        noise_mib=int(seconds("VLLM_SIM_NOISE_MIB", "1024")),
        gates=environment.get("VLLM_SIM_GATES", ""),
        developer=environment.get("VLLM_SERVER_DEV_MODE", "0") == "1",
        style=Style(version),
    )
