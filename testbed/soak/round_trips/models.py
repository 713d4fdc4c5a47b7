"""The models that the rounds swap between."""

from fault_matrix import host, machine, units

MODELS = ("large", "small")
# One that a server cannot load.
BROKEN = "broken"


def stock():
    """Puts them into the store."""
    machine.stock(*MODELS, BROKEN)
    units.write(f"/etc/dubnium/models/{BROKEN}.env", "VLLM_SIM_FAULT=oom\n")


def other(model):
    """The one of the two that it is not."""
    return MODELS[1 - MODELS.index(model)]


def differences(mode, model):
    """What is not as it must be in a mode where that model is selected."""
    if (selected := host.selected()) != model:
        yield f"{selected} is selected, not {model}"
    serves = model if mode == "compute" else ""
    if (started := host.started()) != serves:
        yield f"'{started}' is served, not '{serves}'"
