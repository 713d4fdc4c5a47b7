"""What happens on a switch. Each yields (what was done, exit codes that are right, exit code, what it said)."""

import shutil
import subprocess
import time

from . import tongue
from .itinerary import LATEST_CANCEL
from .models import BROKEN

# A program that the settings name as one that plays.
PROGRAM = "/usr/local/bin/reaper"
LONGEST_DELAY = 1.5


def plain(leg):
    """Just the switch."""
    yield "request", (tongue.DONE,), *tongue.say(*leg.words)


def pause(leg):
    """Somebody thinks first."""
    time.sleep(leg.share * LONGEST_DELAY)
    yield from plain(leg)


def delay_hold(leg):
    """Somebody needs a moment."""
    hold = tongue.Hold("delay", place(leg))
    asked = tongue.begin(*leg.words)
    tongue.until(tongue.busy, "the switch waits")
    time.sleep(leg.share * LONGEST_DELAY)
    early = asked.poll()
    hold.release()
    code, said = tongue.end(asked)
    yield "request that waits for a delay hold", (tongue.DONE,), code, said
    yield "what the request said before the hold had ended", (None,), early, said


def block_hold(leg):
    """Somebody forbids it, and changes their mind."""
    hold = tongue.Hold("block", place(leg))
    yield "request against a hold", (tongue.HELD,), *tongue.say(*leg.words)
    hold.release()
    yield from plain(leg)


def audio(leg):
    """A program of alice's plays, who sits at the machine: a switch to compute would end it."""
    if leg.to != "compute":
        yield from plain(leg)
        return
    shutil.copy("/usr/bin/sleep", PROGRAM)
    subprocess.run(
        ["systemd-run", "--quiet", "--unit=daw", "--collect", "--uid=alice", PROGRAM, "infinity"], check=True
    )
    yield "request while a program plays", (tongue.DENIED,), *tongue.say(*leg.words)
    subprocess.run(["systemctl", "stop", "daw.service"], check=True)
    yield from plain(leg)


def cancel(leg):
    """Called off, at any moment of it; then done after all."""
    asked = tongue.begin(*leg.words)
    time.sleep(leg.share * LATEST_CANCEL[place(leg)])
    code, said = tongue.say("cancel")
    ended = tongue.end(asked)
    yield "request that is called off, or not in time", (tongue.DONE, tongue.CANCELLED), *ended
    yield "cancel", (tongue.DONE, tongue.BUSY), code, said
    yield from plain(leg)


def stranger(leg):
    """Somebody who may not."""
    yield (
        "request of a stranger",
        (tongue.NOT_AUTHORISED,),
        *tongue.say(*leg.words, "--no-interactive", person="bob"),
    )
    yield from plain(leg)


def unknown_mode(leg):
    """Nonsense."""
    yield "request of no mode", (tongue.UNKNOWN,), *tongue.say("request", "sleeping")
    yield from plain(leg)


def unknown_model(leg):
    """Nonsense."""
    yield "request of no model", (tongue.UNKNOWN,), *tongue.say("model", "select", "nothing")
    yield from plain(leg)


def broken(leg):
    """A model that does not come up: the former one is served again."""
    yield (
        "request of a model that does not load",
        (tongue.ROLLED_BACK,),
        *tongue.say("model", "select", BROKEN),
    )
    yield from plain(leg)


def busy(leg):
    """Somebody wants the same meanwhile, and somebody else another thing. A hold keeps it going so long."""
    hold = tongue.Hold("delay", place(leg))
    asked = tongue.begin(*leg.words)
    tongue.until(tongue.busy, "the switch waits")
    other = "compute" if place(leg) == "studio-local" else "studio-local"
    yield f"request of {other} meanwhile", (tongue.BUSY,), *tongue.say("request", other)
    joined = tongue.begin(*leg.words)
    hold.release()
    yield "request", (tongue.DONE,), *tongue.end(asked)
    yield "request that joins it", (tongue.DONE,), *tongue.end(joined)


def place(leg):
    """The mode of the two that is not the desktop: the one that it is about."""
    return leg.to if leg.to in LATEST_CANCEL else leg.origin
