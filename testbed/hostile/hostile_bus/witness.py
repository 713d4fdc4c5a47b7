"""What the daemon is and what it says, before and after."""

from dataclasses import dataclass
import json
import os
import subprocess
import time

from . import bus
from .bus import Client

UNIT = "mode-controller.service"
AUDIT = "/var/lib/mode-controller/events.jsonl"
UNITS = ("desktop.target", "compute.target", "vllm.service", "studio-local-policy.service")

# Seconds; threads wait a minute for more work before they end.
SETTLE = 90
PAUSE = 0.2


def output(*command):
    """Of a command that must succeed."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def audited_bytes():
    """Length of the audit log, its archives included."""
    folder = os.path.dirname(AUDIT)
    return sum(
        os.path.getsize(os.path.join(folder, name))
        for name in os.listdir(folder)
        if name.startswith("events") and name.endswith(".jsonl")
    )


@dataclass(frozen=True)
class Body:
    """The process."""

    pid: int
    restarts: int
    threads: int
    files: int
    resident: int

    def __str__(self):
        return f"{self.threads} threads, {self.files} files, {self.resident >> 10} MiB"


def body():
    pid, restarts = output(
        "systemctl", "show", "--value", "-p", "MainPID", "-p", "NRestarts", UNIT
    ).split()
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        facts = dict(line.split(":", 1) for line in status)
    return Body(
        int(pid),
        int(restarts),
        int(facts["Threads"]),
        len(os.listdir(f"/proc/{pid}/fd")),
        int(facts["VmRSS"].split()[0]),
    )


@dataclass(frozen=True)
class State:
    """What only those may change who are allowed to."""

    bus: str
    transitions: str
    audited: tuple
    units: str


def state():
    with Client() as client:
        said = client.properties()
        del said["ObservedAt"]
        listed = client.call("ListTransitions", "u", 0)
    with open(AUDIT, encoding="utf-8") as log:
        # The last line may be on its way: the end of a hold is put on record in its own time.
        events = [json.loads(line)["event"] for line in log if line.endswith("\n")]
    shown = subprocess.run(
        ["systemctl", "is-active", *UNITS], capture_output=True, text=True, check=False
    )
    return State(
        json.dumps(said, sort_keys=True),
        json.dumps(listed, sort_keys=True),
        # Not the holds, which come and go, nor what root's Reload leaves there.
        tuple(
            event
            for event in events
            if event in ("requested", "judged", "planned", "step", "finished")
        ),
        shown.stdout,
    )


def differences(before, after):
    """Where two states differ, in words."""
    for name in ("bus", "transitions", "audited", "units"):
        then, now = getattr(before, name), getattr(after, name)
        if then != now:
            yield f"{name}: {then}\n      then: {now}"


def settled(mode, seconds=60):
    """Waits until the daemon says that mode, settled."""
    deadline = time.monotonic() + seconds
    with Client() as client:
        while True:
            said = client.properties()
            seen = (said["CurrentMode"], said["Condition"], said["ActiveJob"])
            if seen == (mode, "settled", "/"):
                return ""
            if time.monotonic() > deadline:
                return " ".join(seen)
            time.sleep(PAUSE)


def returned(before, threads, seconds=SETTLE):
    """The process once it has no more files than it had, nor more threads than so many above."""
    deadline = time.monotonic() + seconds
    while True:
        now = body()
        if now.threads <= before.threads + threads and now.files <= before.files:
            return now
        if time.monotonic() > deadline:
            return now
        time.sleep(PAUSE)


def logged(cursor):
    """What the daemon said since, at warning or worse: (priority, text)."""
    text = output(
        "journalctl",
        "--unit",
        UNIT,
        "--after-cursor",
        cursor,
        "--output=json",
        "--priority=warning",
    )
    return [
        (int(line["PRIORITY"]), str(line["MESSAGE"])) for line in map(json.loads, text.splitlines())
    ]


def cursor():
    """Where the journal is now."""
    text = output("journalctl", "--lines=0", "--show-cursor")
    return text.rpartition("cursor: ")[2].strip()
