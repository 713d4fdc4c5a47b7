"""Reads the host: what the daemon claims, what systemd, logind and the GPU show, what is on record."""
from dataclasses import dataclass, field
import json
import os
import subprocess

from .cells import MEMBER

SERVICE = "org.dubnium.ModeController"
ROOT = "/org/dubnium/ModeController"
MODELS = SERVICE + ".Models"
STATE = "/var/lib/mode-controller"
RUN = "/run/mode-controller"
TRUTHS = "/run/testbed/truths"
GPU_CLAIMS = "/run/nvml-sim/gpus/0/processes"

# The MESSAGE_ID of "a transition is over".
FINISHED = "86e1f18ade0c4312869d96ea74b89545"


class Unreadable(Exception):
    """Something that should answer did not."""


def run(*command, seconds=20):
    """Standard output of a command; Unreadable if it fails or takes too long."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as late:
        raise Unreadable(f"{' '.join(command)}: no answer in {seconds} s") from late
    if done.returncode:
        raise Unreadable(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def plain(value):
    """What busctl printed as JSON, without the D-Bus types."""
    if isinstance(value, dict):
        if value.keys() == {"type", "data"}:
            return plain(value["data"])
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def call(path, interface, method, *arguments, seconds=20):
    """The first value of the reply to a D-Bus call of the daemon's."""
    text = run(
        "busctl", "--auto-start=no", "--json=short", "call", SERVICE, path, interface, method,
        *arguments, seconds=seconds,
    )
    reply = plain(json.loads(text)) if text.strip() else []
    return reply[0] if reply else None


@dataclass(frozen=True)
class Claims:
    """What the daemon says on the bus."""

    current: str
    condition: str
    desired: str
    busy: bool
    degradations: tuple
    last: dict


def claims():
    """Asks the daemon; Unreadable while it is not there."""
    said = call(ROOT, "org.freedesktop.DBus.Properties", "GetAll", "s", SERVICE, seconds=10)
    return Claims(
        said["CurrentMode"],
        said["Condition"],
        said["DesiredMode"],
        said["ActiveJob"] != "/",
        tuple(clause["clause"] for clause in said["Degradations"]),
        said["LastTransition"],
    )


def selected():
    """The model that is selected."""
    return call(ROOT, "org.freedesktop.DBus.Properties", "Get", "ss", MODELS, "Selected")


def started():
    """The model that the running server was started with, as it says itself; empty if none runs."""
    try:
        return read_text("/run/dubnium/vllm/model").strip().rsplit("/", 1)[-1]
    except FileNotFoundError:
        return ""


def active_job():
    """The object of the transition that is under way."""
    return call(ROOT, "org.freedesktop.DBus.Properties", "Get", "ss", SERVICE, "ActiveJob")


@dataclass(frozen=True)
class Truths:
    """What must be true of a workstation, mode by mode: the table that the scenarios use too."""

    units: dict = field(default_factory=dict)
    slices: dict = field(default_factory=dict)
    # Units that count only where they are enabled.
    optional: set = field(default_factory=set)

    @staticmethod
    def read(path=TRUTHS):
        modes, truths = [], Truths()
        with open(path, encoding="utf-8") as table:
            for line in table:
                kind, *words = line.split("#")[0].split() or [""]
                if kind == "mode":
                    modes = words
                    for mode in modes:
                        truths.units[mode], truths.slices[mode] = {}, {}
                elif kind == "optional":
                    truths.optional.update(words)
                elif kind in ("unit", "slice"):
                    rows = truths.units if kind == "unit" else truths.slices
                    for mode, expected in zip(modes, words[1:], strict=True):
                        rows[mode][words[0]] = expected
        return truths


@dataclass(frozen=True)
class World:
    """What the host is, asked of everybody but the daemon."""

    units: dict
    slices: dict
    sessions: tuple
    gpu: tuple
    masked: tuple = ()
    # What the node of a cluster is, and the state of the job there; empty without a cluster.
    node: str = ""
    job: str = ""


def world(truths):
    """Looks now."""
    mode = next(iter(truths.units))
    units, slices, masked = {}, {}, []
    shown = run(
        "systemctl", "show",
        *("-p", "Id", "-p", "LoadState", "-p", "ActiveState", "-p", "CPUWeight", "-p", "IOWeight"),
        *truths.units[mode], *truths.slices[mode], MEMBER,
    )
    for block in shown.strip().split("\n\n"):
        facts = dict(line.split("=", 1) for line in block.splitlines())
        if facts["LoadState"] == "masked":
            masked.append(facts["Id"])
        if facts["Id"] in truths.slices[mode]:
            weights = {facts["CPUWeight"], facts["IOWeight"]}
            slices[facts["Id"]] = "/".join(sorted(weights)).replace("[not set]", "unset")
        elif facts["Id"] in truths.units[mode]:
            units[facts["Id"]] = facts["ActiveState"]
    return World(units, slices, tuple(seat_sessions()), tuple(gpu_claims()), tuple(masked))


def seat_sessions():
    """`user type` of every session on seat0 that is not closing."""
    for line in run("loginctl", "list-sessions", "--no-legend").splitlines():
        facts = dict(
            entry.split("=", 1)
            for entry in run("loginctl", "show-session", line.split()[0]).splitlines()
        )
        if facts.get("Seat") == "seat0" and facts["State"] != "closing":
            yield f"{facts['Name']} {facts['Type']}"


def gpu_claims():
    """The kind of every claim on the GPU whose process lives."""
    for claim in sorted(os.listdir(GPU_CLAIMS)):
        pid, kind = claim.split("-", 1)
        if os.path.isdir(f"/proc/{pid}"):
            yield kind


@dataclass(frozen=True)
class Record:
    """What is on record about one transition, and whether the record is whole."""

    unfinished: str
    audited: tuple
    journald: tuple
    chain: str


def record(transition):
    """Reads the daemon's journal, the audit log and journald."""
    return Record(
        unfinished=unfinished(),
        audited=tuple(outcome_of(end) for end in audit_endings() if end["id"] == transition),
        journald=tuple(journald(transition)),
        chain=chain(),
    )


@dataclass(frozen=True)
class Files:
    """What files say of now: the last transition, as audit log and run file have it, and the modes."""

    audited: dict
    last: dict
    current: str
    desired: str


def files():
    """Reads them."""
    ended = audit_endings()
    return Files(
        audited=outcome_of(ended[-1]) if ended else {},
        last=outcome_of(read_json(RUN + "/last-transition.json")),
        current=read_text(RUN + "/current"),
        desired=read_text(RUN + "/desired"),
    )


def outcome_of(ending):
    """Id, outcome and code of a transition as a file tells it."""
    return {
        "id": ending["id"],
        "outcome": ending["outcome"],
        "code": ending["reason"]["code"],
    }


def audit_endings():
    """The `finished` entries of the audit log, oldest first."""
    with open(STATE + "/events.jsonl", encoding="utf-8") as log:
        entries = [json.loads(line) for line in log if '"event":"finished"' in line]
    return [entry["details"]["transition"] for entry in entries]


def unfinished():
    """The transition that the daemon's journal shows, or nothing."""
    try:
        return read_json(STATE + "/transition.json")["id"]
    except FileNotFoundError:
        return ""


def journald(transition):
    """Each outcome of that transition that the system's journal has."""
    text = run(
        "journalctl", "--output=json", "-u", "mode-controller@*",
        f"DUBNIUM_TRANSITION={transition}", f"MESSAGE_ID={FINISHED}",
    )
    return [json.loads(line)["DUBNIUM_OUTCOME"] for line in text.splitlines()]


def chain():
    """`sound`, or what the daemon and the testbed's own check found wrong with the audit log."""
    try:
        run("mode", "audit", "verify")
        return run("audit-chain", STATE + "/events.jsonl").strip()
    except Unreadable as broken:
        return str(broken)


def read_text(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip()


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
