"""Random calls: the n-th of a seed is always the same, as long as the daemon has the same members."""

import random

from . import bus
from .values import WORDS, Values

UNKNOWN_FLAGS = 0xF8
# Longest text or array in a call, bytes; the system bus takes messages of 32 MiB.
LARGEST = 31 << 20
LARGE = (16 << 10, 17 << 10, 64 << 10, 1 << 20, 4 << 20, LARGEST)

# How often which shape of call is sent, in thousandths.
SHAPES = (
    ("right_types", 420),
    ("wrong_types", 200),
    ("unknown_member", 60),
    ("unknown_interface", 50),
    ("no_interface", 50),
    ("elsewhere", 100),
    ("property", 80),
    ("deep", 25),
    ("file", 10),
    ("large", 5),
)


class Messages:
    """The calls of one seed, for one kind of caller.

    `harmless` leaves out the words by which a caller who may do everything would do something.
    """

    def __init__(self, contract, seed, harmless=False):
        self._contract = contract
        self._seed = seed
        words = [*contract.modes, *WORDS, *contract.interfaces()]
        if harmless:
            words = [word for word in words if word not in (*contract.modes, "block", "delay")]
        self._words = words

    def number(self, index):
        """(shape, call)."""
        generator = random.Random(f"{self._seed}/{index}")
        values = Values(generator, self._words)
        names, weights = zip(*SHAPES, strict=True)
        shape = generator.choices(names, weights)[0]
        member = generator.choice(self._contract.members)
        path, interface, name, signature, body = getattr(self, shape)(member, values, generator)
        return shape, bus.call_message(
            path, interface, name, signature, body, flags=self.flags(generator)
        )

    @staticmethod
    def flags(generator):
        flags = 0
        if generator.random() < 0.1:
            flags |= bus.NO_REPLY_EXPECTED
        if generator.random() < 0.3:
            flags |= bus.ALLOW_INTERACTIVE_AUTHORIZATION
        if generator.random() < 0.1:
            flags |= generator.randrange(256) & UNKNOWN_FLAGS
        return flags

    def right_types(self, member, values, _):
        return member.path, member.interface, member.name, member.takes, values.body(member.takes)

    def wrong_types(self, member, values, _):
        signature = values.signatures()
        return member.path, member.interface, member.name, signature, values.body(signature)

    def unknown_member(self, member, values, generator):
        name = generator.choice((member.name.lower(), member.name + "2", "_", "x" * 255))
        return member.path, member.interface, name, member.takes, values.body(member.takes)

    def unknown_interface(self, member, values, generator):
        interface = generator.choice(
            (member.interface + ".X", "a.b", "org.freedesktop.systemd1.Manager", "x." + "y" * 253)
        )
        return member.path, interface, member.name, member.takes, values.body(member.takes)

    def no_interface(self, member, values, _):
        return member.path, "", member.name, member.takes, values.body(member.takes)

    def elsewhere(self, member, values, generator):
        path = generator.choice((values.path(), *self._contract.paths()))
        return path, member.interface, member.name, member.takes, values.body(member.takes)

    def property(self, _, values, generator):
        path, interface, name = generator.choice(self._contract.properties)
        interface = generator.choice((interface, interface, values.string()))
        name = generator.choice((name, name, values.string()))
        match generator.choice(("Get", "GetAll", "Set")):
            case "Get":
                return path, bus.PROPERTIES, "Get", "ss", (interface, name)
            case "GetAll":
                return path, bus.PROPERTIES, "GetAll", "s", (interface,)
            case _:
                return path, bus.PROPERTIES, "Set", "ssv", (interface, name, values.value("v"))

    def deep(self, member, values, generator):
        # The specification allows 32 arrays in each other, and 64 containers in all.
        if generator.random() < 0.5:
            nested = values.nested(generator.randrange(60))
            if member.takes.endswith("a{sv}"):
                before = values.body(member.takes[: -len("a{sv}")])
                return (
                    member.path,
                    member.interface,
                    member.name,
                    member.takes,
                    (*before, {"x": nested}),
                )
            return member.path, member.interface, member.name, "v", (nested,)
        depth = generator.randrange(1, 32)
        inner = b""
        for _ in range(depth - 1):
            inner = [inner]
        return member.path, member.interface, member.name, "a" * depth + "y", (inner,)

    def file(self, member, _, __):
        return member.path, member.interface, member.name, "h", (bus.null_file(),)

    def large(self, member, values, generator):
        size = generator.choice(LARGE)
        if "s" not in member.takes or generator.random() < 0.3:
            return member.path, member.interface, member.name, "ay", (bytes(size),)
        body = list(values.body(member.takes))
        at = member.takes.index("s") if member.takes[0] == "s" else None
        if at is None:
            return member.path, member.interface, member.name, "s", ("x" * size,)
        body[at] = "x" * size
        return member.path, member.interface, member.name, member.takes, tuple(body)
