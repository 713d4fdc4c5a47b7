"""Random values of any D-Bus type. Everything comes from the generator that is passed in."""

from jeepney.low_level import parse_signature

BASIC = "ybnqiuxtdsog"
INTEGERS = {
    "y": (0, 2**8 - 1),
    "n": (-(2**15), 2**15 - 1),
    "q": (0, 2**16 - 1),
    "i": (-(2**31), 2**31 - 1),
    "u": (0, 2**32 - 1),
    "x": (-(2**63), 2**63 - 1),
    "t": (0, 2**64 - 1),
}
DOUBLES = (0.0, -0.0, 1.5, float("nan"), float("inf"), -float("inf"), 5e-324, 1.8e308)
NASTY = (
    "",
    " ",
    "$(reboot)",
    "`reboot`; reboot",
    "../../../../etc/shadow",
    "compute\n",
    "compute ",
    "Compute",
    "mode-controller@compute.service",
    "\x1b[2J\x1b]0;gone\x07",
    "\u202etupmoc",
    "\ufffe\uffff",
    "\U0001f4a5" * 40,
    "%s%n%x",
    "{}${jndi:ldap://127.0.0.1/a}",
    "-1",
    "18446744073709551616",
    "e\u0301" * 100,
)
# What options and arguments of the contract are spelt like.
WORDS = (
    "reason",
    "bypass",
    "timeout",
    "expect-current",
    "on-behalf-of",
    "pid",
    "enter",
    "leave",
    "any",
    "block",
    "delay",
    "user-jobs",
    "cpu-load",
    "holds",
    "audio-idle",
)
LENGTHS = (1, 2, 80, 255, 256, 1024, 1025, 4096, 16300)
DEEPEST = 4


class Values:
    """Makes values; `words` are strings that mean something to the daemon."""

    def __init__(self, random, words):
        self.random = random
        self.words = tuple(words)

    def string(self):
        kind = self.random.random()
        if kind < 0.55:
            return self.random.choice(self.words)
        if kind < 0.9:
            return self.random.choice(NASTY)
        return self.random.choice("aZ-_é😀\n/.") * self.random.choice(LENGTHS)

    def path(self):
        parts = self.random.randrange(5)
        if parts == 0:
            return "/"
        if self.random.random() < 0.3:
            return "/org/dubnium/ModeController/job/" + str(self.random.randrange(2**33))
        return "".join(
            "/" + self.random.choice(("a", "org", "job", "_", "x" * 200)) for _ in range(parts)
        )

    def signature(self, depth=0):
        """One complete type."""
        kind = self.random.random()
        if depth >= DEEPEST or kind < 0.6:
            return self.random.choice(BASIC + "v")
        if kind < 0.75:
            return "a" + self.signature(depth + 1)
        if kind < 0.87:
            return "a{" + self.random.choice(BASIC) + self.signature(depth + 1) + "}"
        fields = [self.signature(depth + 1) for _ in range(self.random.randrange(1, 4))]
        return "(" + "".join(fields) + ")"

    def signatures(self):
        return "".join(self.signature() for _ in range(self.random.randrange(5)))

    def body(self, signature):
        """Values for a whole signature."""
        return tuple(self.value(each) for each in split(signature))

    def value(self, signature, depth=0):
        """A value of one complete type."""
        kind = signature[0]
        if kind in INTEGERS:
            low, high = INTEGERS[kind]
            return self.random.choice((low, high, 0, 1, self.random.randint(low, high)))
        if kind == "b":
            return self.random.random() < 0.5
        if kind == "d":
            return self.random.choice(DOUBLES)
        if kind == "s":
            return self.string()
        if kind == "o":
            return self.path()
        if kind == "g":
            return self.signature()
        if kind == "v":
            inner = self.signature(depth + 2) if depth < DEEPEST else "s"
            return (inner, self.value(inner, depth + 1))
        if kind == "(":
            return tuple(self.value(each, depth + 1) for each in split(signature[1:-1]))
        count = self.random.choice((0, 1, 2, 3, 20 if depth == 0 else 1))
        if signature[1] == "{":
            key, value = split(signature[2:-1])
            return {self.value(key, depth + 1): self.value(value, depth + 1) for _ in range(count)}
        if signature[1] == "y":
            return self.random.randbytes(count)
        return [self.value(signature[1:], depth + 1) for _ in range(count)]

    def nested(self, depth):
        """A variant in a variant, that many deep."""
        value = ("s", self.string())
        for _ in range(depth):
            value = ("v", value)
        return value


def split(signature):
    """The complete types of a signature."""
    left = list(signature)
    while left:
        before = len(left)
        at = len(signature) - before
        parse_signature(left)
        yield signature[at : at + before - len(left)]
