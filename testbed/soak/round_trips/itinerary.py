"""What happens in which round, drawn from a seed."""

from dataclasses import dataclass
import random

HOME = "desktop"
KINDS = ("studio-local", "compute")
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
# Seconds after which a switch is called off: from before its first step to after its last.
LATEST_CANCEL = {"studio-local": 0.6, "compute": 2.5}


@dataclass(frozen=True)
class Leg:
    """One switch: from where, to where, what happens, and a share of time for that, from 0 to 1."""

    origin: str
    to: str
    event: str
    share: float

    @property
    def kind(self):
        return f"{self.origin} → {self.to}"


def rounds(seed, count):
    """The two legs of every round."""
    names, weights = zip(*EVENTS, strict=True)
    for number in range(count):
        generator = random.Random(f"{seed}/{number}")
        # Both kinds as often as each other, in no order.
        away = KINDS[(number + random.Random(f"{seed}/{number // 2}").randrange(2)) % 2]
        yield tuple(
            Leg(origin, to, generator.choices(names, weights)[0], generator.random())
            for origin, to in ((HOME, away), (away, HOME))
        )
