"""Drives the rounds and judges each switch: what was said against what is."""

from dataclasses import replace
import time

from fault_matrix import host

from . import events, models, tongue, traces
from .itinerary import HOME

# What is shown may be this much younger than what is, in seconds.
LAG = 10
PAUSE = 0.05


class Journey:
    """All rounds of one run."""

    def __init__(self, tally, truths):
        self.tally = tally
        self.truths = truths
        self.model = host.selected()
        self.forget()

    def forget(self):
        """Begins to measure."""
        self.began = time.monotonic()
        self.durations = {}
        self.resident = []

    def travel(self, number, legs):
        for leg in legs:
            self.tally.part(f"round {number}: {leg.kind}, {leg.event}")
            self.switch(replace(leg, model=models.other(self.model)) if leg.is_swap else leg)
        self.resident.append(traces.resident() / 1024)

    def switch(self, leg):
        mode, began = leg.origin, time.monotonic()
        for what, right, code, said in getattr(events, leg.event)(leg):
            took = time.monotonic() - began
            self.tally.holds(
                f"{what}: {code}", "" if code in right else f"expected one of {right}\n{said}"
            )
            if what.startswith("request") and code == tongue.DONE:
                mode = leg.to
                self.model = leg.model or self.model
            self.tally.holds(f"that is true: {mode}", self.lies(mode))
        if leg.event == "plain":
            self.durations.setdefault(leg.kind, []).append(took)
        if mode != leg.to:
            tongue.say(*leg.words)

    def lies(self, mode):
        """What is not as it must be in a mode, once it had time to be shown."""
        deadline = time.monotonic() + LAG
        while True:
            wrong = [*differences(mode, self.truths), *models.differences(mode, self.model)]
            if not wrong or time.monotonic() > deadline:
                return wrong
            time.sleep(PAUSE)


def differences(mode, truths):
    """Asks the daemon, and then everybody else."""
    claims = host.claims()
    if (claims.current, claims.condition, claims.busy) != (mode, "settled", False) and not waits(
        claims, mode
    ):
        yield f"the daemon says {claims.current}, {claims.condition}"
    world = host.world(truths)
    for unit, expected in truths.units[mode].items():
        if world.units[unit] != expected:
            yield f"{unit} is {world.units[unit]}, not {expected}"
    for unit, expected in truths.slices[mode].items():
        if world.slices[unit] != expected:
            yield f"{unit} weighs {world.slices[unit]}, not {expected}"
    sessions, gpu = ((), ("compute",)) if mode == "compute" else (("alice wayland",), ("graphics",))
    if world.sessions != sessions:
        yield f"sessions on seat0: {world.sessions}, not {sessions}"
    if world.gpu != gpu:
        yield f"the GPU is held as {world.gpu}, not {gpu}"
    if (said := host.read_text(host.RUN + "/current")) != mode:
        yield f"{host.RUN}/current says {said}"
    if unfinished := host.unfinished():
        yield f"the journal of transitions shows {unfinished}"
    if failed := host.run("systemctl", "list-units", "--failed", "--plain", "--no-legend").strip():
        yield f"failed: {failed}"


def waits(claims, mode):
    """A switch that a hold keeps waiting has changed nothing yet."""
    return (
        claims.busy and claims.current == mode and claims.condition in ("settled", "transitioning")
    )


def start(seconds=60):
    """Waits until the workstation is at home, and selects the model to begin with."""
    tongue.until(lambda: host.claims().condition == "settled", "the workstation is settled")
    if host.claims().current != HOME:
        tongue.say("request", HOME)
    tongue.say("model", "select", models.MODELS[0])
