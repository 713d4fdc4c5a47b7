"""What a switch may leave behind: everything that is counted before and after."""

from dataclasses import dataclass
import os
import re
import time

from fault_matrix import host

DAEMON = "mode-controller.service"
# The log of everything grows; nothing else does.
GROWING = re.compile(r"/events(\.\d+)?\.jsonl$")
# Numbers that are new each time.
NUMBERS = re.compile(r"\d+")
# Started when somebody asks, or by a clock, and not by a switch.
PASSING_UNITS = ("polkit.service", "run-credentials-", "systemd-tmpfiles-clean.", "sys-", "dev-")
PASSING_PROCESSES = ("polkitd",)
# Threads that have had nothing to do for a minute end.
SETTLE = 90
# Threads that carry others: one more for each core that was busy just now.
SLACK = {"threads": 2, "files": 0}
PAUSE = 0.5


@dataclass(frozen=True)
class Traces:
    """The daemon's process, and the host around it. Lists are sorted, numbers in names blotted out."""

    pid: str
    threads: int
    files: int
    resident: int
    mounts: tuple
    daemon_mounts: tuple
    units: tuple
    failed: tuple
    sessions: tuple
    processes: tuple
    state_files: tuple


def traces():
    """Looks now."""
    pid = daemon()
    status = status_of(pid)
    return Traces(
        pid=pid,
        threads=int(status["Threads"]),
        files=len(os.listdir(f"/proc/{pid}/fd")),
        resident=int(status["VmRSS"].split()[0]),
        mounts=mounts("self"),
        daemon_mounts=mounts(pid),
        units=units("active,activating,deactivating,failed"),
        failed=units("failed"),
        sessions=blotted(host.seat_sessions()),
        processes=blotted(processes()),
        state_files=tuple(sorted(state_files())),
    )


def daemon():
    return host.run("systemctl", "show", "--value", "-p", "MainPID", DAEMON).strip()


def status_of(pid):
    return dict(line.split(":", 1) for line in host.read_text(f"/proc/{pid}/status").splitlines())


def resident():
    """KiB of the daemon's."""
    return int(status_of(daemon())["VmRSS"].split()[0])


def blotted(names):
    return tuple(sorted(NUMBERS.sub("N", name) for name in names))


def mounts(pid):
    return blotted(
        line.split(" - ")[0].split()[4]
        for line in host.read_text(f"/proc/{pid}/mountinfo").splitlines()
    )


def units(states):
    """Units in one of these states, but those that come and go by themselves."""
    listed = host.run("systemctl", "list-units", "--plain", "--no-legend", f"--state={states}")
    names = (line.split()[0] for line in listed.splitlines())
    return blotted(name for name in names if not name.startswith(PASSING_UNITS))


def processes():
    """`name` of every process that is not a kernel thread, and not one of this test's."""
    mine = {os.getpid()}
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) in mine:
            continue
        try:
            name = host.read_text(f"/proc/{entry}/comm")
            command = host.read_text(f"/proc/{entry}/cmdline")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if command and name not in PASSING_PROCESSES:
            yield name


def state_files():
    for folder in (host.RUN, host.STATE):
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                if not GROWING.search(path):
                    yield path


def left_over(before):
    """(what, before, after) for everything that there is more of, once it had time to go."""
    deadline = time.monotonic() + SETTLE
    while True:
        after = traces()
        more = list(grown(before, after))
        if not more or time.monotonic() > deadline:
            return after, more
        time.sleep(PAUSE)


def grown(before, after):
    if after.pid != before.pid:
        yield f"the daemon is another process: {before.pid}, then {after.pid}"
    for name in ("threads", "files"):
        then, now = getattr(before, name), getattr(after, name)
        if now > then + SLACK[name]:
            yield f"{name} of the daemon: {then}, then {now}"
    for name in (
        "mounts",
        "daemon_mounts",
        "units",
        "failed",
        "sessions",
        "processes",
        "state_files",
    ):
        extra = list(getattr(after, name))
        for each in getattr(before, name):
            if each in extra:
                extra.remove(each)
        if extra:
            yield f"{name}: more than before: {', '.join(extra)}"
