"""One attack after the other, and after each what must still be true."""

import functools

from tally import Tally

from . import files, phases, witness

# Random messages that are worth one of everything else.
WORTH = 100
FEWEST = 20
# Threads that carry others: one more for each core while it is busy, which it may still be a moment ago.
THREADS = 2
# What the heap (-Xmx in mode-controller.vmoptions) and the code that is compiled may still grow by, KiB.
MEMORY = 24 << 10
ERROR = 3
# Seconds in which a user has all put on record that they can.
CHURN = 20


def attack(seed, calls):
    """All of it; the exit status."""
    tally = Tally()
    print(f"seed {seed}, {calls} random messages", flush=True)
    tally.holds("the workstation is settled in desktop", witness.settled("desktop"))
    few = max(calls // WORTH, FEWEST)
    # A daemon that has just started has not yet made all that it will ever need.
    phases.floods(Tally(quiet=True), seed, FEWEST)
    first, mark = witness.body(), witness.cursor()
    tally.note(f"the daemon at rest: {first}")

    harmless = functools.partial(under_attack, tally, first, may_switch=False)
    harmless("random messages against every member", phases.random_messages, seed, calls)
    harmless("floods", phases.floods, seed, few)
    harmless("callers that vanish", phases.vanishing, seed, few)
    harmless("holds without end", phases.holds)
    harmless("files without end", files.descriptors, few)
    harmless("jobs that are not there", phases.objects_that_are_not)
    # In these root switches, as it may.
    switching = functools.partial(under_attack, tally, first, may_switch=True)
    switching("forged signals and replies", phases.forged_signals)
    switching("polkit that refuses, is silent, is gone", phases.polkit, few)
    switching("reads without end", phases.reads_without_end, seed, few)
    # Last, since alice is refused for a while after it.
    switching("records without end", phases.records_without_end, CHURN)

    afterwards(tally, first, mark)
    return tally.end()


def under_attack(tally, first, title, act, *arguments, may_switch):
    """Attacks, and judges the daemon by what it was."""
    tally.part(title)
    before = witness.state()
    act(tally, *arguments)
    now = witness.body()
    tally.note(f"the daemon: {now}")
    tally.equals("it is the same process", (first.pid, first.restarts), (now.pid, now.restarts))
    tally.holds("it says desktop, settled", witness.settled("desktop"))
    if not may_switch:
        tally.holds("nothing has changed", witness.differences(before, witness.state()))


def afterwards(tally, first, mark):
    """What all of it has left."""
    tally.part("afterwards")
    last = witness.returned(first, THREADS)
    tally.note(f"the daemon at rest again: {last}")
    grown = f"{first} before, {last} after"
    tally.holds("threads are back", grown if last.threads > first.threads + THREADS else "")
    tally.holds("files are back", grown if last.files > first.files else "")
    tally.holds("memory is bounded", grown if last.resident > first.resident + MEMORY else "")
    said = witness.logged(mark)
    tally.note(f"{len(said)} warnings in the journal")
    tally.holds("no error is in the journal", [text for level, text in said if level <= ERROR])
