"""What happens in which round, drawn from a seed."""

from dataclasses import dataclass
import random

HOME = "desktop"
KINDS = ("studio-local", "compute")
# How many of the stays in compute see the model swapped.
SWAPS = 0.5
# What happens on a switch, and how often; `plain` ones are what durations are told of.
EVENTS = (
    ("plain", 50),
    ("delay_hold", 10),
    ("block_hold", 8),
    ("audio", 6),
    ("cancel", 10),
    ("stranger", 5),
    ("unknown_mode", 3),
    ("busy", 5),
    ("pause", 3),
)
# The same on a swap of the model.
SWAP_EVENTS = (
    ("plain", 40),
    ("delay_hold", 10),
    ("block_hold", 10),
    ("cancel", 15),
    ("stranger", 5),
    ("unknown_model", 5),
    ("busy", 5),
    ("broken", 10),
)
# Seconds after which a switch is called off: from before its first step to after its last.
LATEST_CANCEL = {"studio-local": 0.6, "compute": 2.5}


@dataclass(frozen=True)
class Leg:
    """One switch: from where, to where, what happens, and a share of time for that, from 0 to 1.

    A swap of the model begins and ends in the same mode; to which model, is known when it is asked for.
    """

    origin: str
    to: str
    event: str
    share: float
    model: str = ""

    @property
    def is_swap(self):
        return self.origin == self.to

    @property
    def kind(self):
        return f"swap in {self.to}" if self.is_swap else f"{self.origin} → {self.to}"

    @property
    def words(self):
        """What `mode` is asked for."""
        return ("model", "select", self.model) if self.is_swap else ("request", self.to)


def rounds(seed, count):
    """The legs of every round: there, now and then a swap, and back."""
    for number in range(count):
        generator = random.Random(f"{seed}/{number}")
        # Both kinds as often as each other, in no order.
        away = KINDS[(number + random.Random(f"{seed}/{number // 2}").randrange(2)) % 2]
        there, back = (
            Leg(origin, to, drawn(EVENTS, generator), generator.random())
            for origin, to in ((HOME, away), (away, HOME))
        )
        swaps = away == "compute" and generator.random() < SWAPS
        yield (there, *(swap(away, generator) for _ in range(swaps)), back)


def swap(mode, generator):
    return Leg(mode, mode, drawn(SWAP_EVENTS, generator), generator.random())


def drawn(events, generator):
    names, weights = zip(*events, strict=True)
    return generator.choices(names, weights)[0]
