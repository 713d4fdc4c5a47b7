"""Speaks to the daemon as people do: through `mode`."""

import subprocess
import time

from fault_matrix import host

# Exit codes of `mode`.
DONE, DENIED, HELD, BUSY, NOT_AUTHORISED, UNKNOWN, CANCELLED = 0, 10, 11, 12, 13, 14, 25
ROLLED_BACK = 20

# Seconds in which any switch of this workstation is over, and then some.
LIMIT = 120
PAUSE = 0.02


def begin(*words, person="root"):
    """A `mode` at work."""
    return subprocess.Popen(
        ["/usr/lib/dubnium-testbed/bin/enter", person, "mode", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def end(process):
    """(exit code, what it said)."""
    said, _ = process.communicate(timeout=LIMIT)
    return process.returncode, said.strip()


def say(*words, person="root"):
    return end(begin(*words, person=person))


class Hold:
    """A hold for as long as a command runs."""

    def __init__(self, kind, mode):
        self._process = subprocess.Popen(
            ["mode", "hold", f"--{kind}", "--who", "soak", "--why", "a test", mode, "--", "cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        until(lambda: held() == 1, "the hold is in force")

    def release(self):
        self._process.communicate(timeout=LIMIT)
        until(lambda: held() == 0, "the hold has ended")


def held():
    """How many holds there are."""
    return len(
        host.call(host.ROOT, "org.freedesktop.DBus.Properties", "Get", "ss", host.SERVICE, "Holds")
    )


def busy():
    """Whether a switch is under way."""
    return host.active_job() != "/"


def until(holds, what):
    """Waits for something that nothing announces to somebody without a connection."""
    deadline = time.monotonic() + LIMIT
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not in {LIMIT} s: {what}")
        time.sleep(PAUSE)
