"""Files without end: what one user may keep open, in as many processes as it takes, and what the daemon
then says of it."""

import os
import resource

from . import people
from .bus import Client, plain
from .people import ALICE, BOB, Process

# So many processes, each with so many files open, or with as many as it may.
PROCESSES = 30
FILES = 20_000
# Fewer would be no attack: the daemon's heap of 24 MiB had no room for so many.
FEWEST = 500_000
GUARD = "gpu-holders"


def open_files(processes, files):
    """A client: children of its open files until told to end."""
    told, tell = os.pipe()
    stay, end = os.pipe()
    children = []
    for _ in range(int(processes)):
        child = os.fork()
        if child == 0:
            os.close(end)
            os.write(tell, b"%d\n" % _open(int(files)))
            os.read(stay, 1)
            os._exit(0)
        children.append(child)
    with os.fdopen(told, encoding="ascii") as counts:
        opened = [int(counts.readline()) for _ in children]
    people.say({"opened": sum(opened), "pids": children, "uid": os.getuid()})
    people.await_end()
    os.close(end)
    for child in children:
        os.waitpid(child, 0)


def _open(files):
    """As many as that, or as are allowed; how many."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    null = os.open("/dev/null", os.O_RDONLY)
    for opened in range(files):
        try:
            os.dup(null)
        except OSError:
            return opened
    return files


def descriptors(tally, asks):
    """alice, whose session a switch to compute would end, and bob, whose processes would stay."""
    before = Process(BOB, "polite", str(asks)).end()
    tally.note(f"before, a call took {_times(before)}")
    for person, stays in ((ALICE, False), (BOB, True)):
        flood = Process(person, "open_files", str(PROCESSES), str(FILES))
        report = flood.line()
        opened = report["opened"]
        tally.note(f"{person} has {opened} files open in {PROCESSES} processes")
        tally.holds(
            f"{person}'s are enough for an attack", "" if opened >= FEWEST else f"{opened} files"
        )
        polite = Process(BOB, "polite", str(asks)).end()
        tally.holds(f"while {person}'s are open, a polite caller is served", polite["wrong"])
        tally.note(f"meanwhile, a call took {_times(polite)}")
        verdict = _verdict()
        tally.note(f"{GUARD}: {verdict['verdict']} {verdict['message']}")
        # On a machine that is busy enough nobody can tell in time, and that is said with who took it.
        late = verdict["verdict"] == "error" and f"user {report['uid']}" in verdict["message"]
        told = verdict["params"]
        named = told.get("kind") == "unread" and int(told["pid"]) in report["pids"]
        if stays:
            tally.holds(
                "what is not read through counts, and is named",
                "" if late or (verdict["verdict"] == "deny" and named) else str(verdict),
            )
        else:
            tally.holds(
                "what the switch would end is in nobody's way",
                "" if late or verdict["verdict"] == "pass" else str(verdict),
            )
        flood.end()
    tally.equals("with all closed, nothing is in the way", "pass", _verdict()["verdict"])


def _verdict():
    """What is said of the GPU's holders, now."""
    with Client() as client:
        (verdicts,) = client.call("EvaluateGuards", "s", "compute")
    said = [plain(verdict) for verdict in verdicts]
    return next(verdict for verdict in said if verdict["name"] == GUARD)


def _times(report):
    times = report["times"]
    if not times:
        return "for ever"
    return f"p50 {1000 * times[len(times) // 2]:.0f} ms, at most {1000 * times[-1]:.0f} ms"
