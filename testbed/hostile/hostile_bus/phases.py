"""The attacks, one after the other. Each returns having left the workstation as it found it."""

import time

from . import bus, judge, witness
from .bus import Client
from .forge import POLKIT
from .people import ALICE, BOB, ROOT, Process

# Who floods, and how: clients.flood.
FLOODERS = (
    (ALICE, "hears"),
    (ALICE, "hasty"),
    (ALICE, "deaf"),
    (BOB, "hears"),
    (ROOT, "hears"),
    (ROOT, "hasty"),
)
POLKIT_UNIT = "polkit.service"
LONGEST_TEXT = 256
# Connections of one user that read; the bus allows some more.
CONNECTIONS = 40
CONTROL = "\x1b[2J"
# What one user may have put on record at once, and in a second; and what root's doings take. Bytes.
BURST, RATE, ROOTS = 1 << 20, 256, 1 << 18
# Holds that one user may have, and what one more is answered with.
MOST_OF_ONE = 64
REFUSED = judge.STANDARD + "LimitsExceeded"


def random_messages(tally, seed, calls):
    """bob may do nothing, so he may try everything; root may do all, and does not find the words."""
    storms = [
        Process(BOB, "storm", f"{seed}/bob", str(calls // 2), "any"),
        Process(ROOT, "storm", f"{seed}/root", str(calls - calls // 2), "harmless"),
    ]
    for who, storm in zip((BOB, ROOT), storms, strict=True):
        report = storm.end()
        tally.note(f"{who}: {listed(report['shapes'])}")
        tally.note(f"{who} was answered: {listed(report['answers'])}")
        more = report["faults"] - len(report["wrong"])
        wrong = report["wrong"] + ([f"and {more} more"] if more else [])
        tally.holds(f"{who}'s calls are answered as the contract says", wrong)


def floods(tally, seed, calls):
    """Many callers without manners, and one with."""
    flooding = [
        (manner, Process(person, "flood", f"{seed}/flood/{number}", manner))
        for number, (person, manner) in enumerate(FLOODERS)
    ]
    polite = Process(BOB, "polite", str(calls)).end()
    for manner, process in flooding:
        report = process.end()
        tally.note(f"{process.title}: {report['sent']} calls, {listed(report['answers'])}")
        if manner == "hears":
            tally.equals(f"{process.title}: no call is left unanswered", 0, report["unanswered"])
    tally.holds("a polite caller is served meanwhile", polite["wrong"])
    if times := polite["times"]:
        tally.note(
            f"it waited p50 {1000 * quantile(times, 0.5):.1f} ms,"
            f" p99 {1000 * quantile(times, 0.99):.1f} ms, at most {1000 * times[-1]:.1f} ms"
            f" in {len(times)} calls"
        )


def vanishing(tally, seed, times):
    """Callers who do not wait for an answer."""
    for person in (ALICE, BOB):
        Process(person, "vanish", f"{seed}/vanish/{person}", str(times)).end()
    tally.note(f"{2 * times} clients asked, took a hold and were gone")
    tally.holds("no hold of theirs stays", no_holds())


def forged_signals(tally):
    """During a hold, and during switches that must not believe them."""
    with Client() as owner:
        owner.call(
            "HoldMode", "sssssa{sv}", "compute", "enter", "delay", "witness", "must stay", {}
        )
        forger = Process(BOB, "forge", owner.name)
        outcomes = [
            switch(owner, mode) for mode in ("studio-local", "desktop", "studio-local", "desktop")
        ]
        report = forger.end()
        tally.note(f"{report['sent']} forged signals and replies")
        tally.equals("switches among them are committed", ["committed"] * 4, outcomes)
        tally.equals("the owner of a hold is not thought gone", 1, len(owner.property("Holds")))
    tally.holds("it is, once it is", no_holds())


def holds(tally):
    """As many as one user gets, with texts as long as they may be; and everybody asks for them."""
    taker = Process(ALICE, "hold", "1000", str(LONGEST_TEXT))
    report = taker.line()
    tally.equals(
        "a user gets so many holds and no more",
        (MOST_OF_ONE, REFUSED),
        (report["taken"], report["refused"]),
    )
    crowd = Process(BOB, "crowd", "5").end()
    tally.note(f"a crowd that reads them all at once was answered: {listed(crowd)}")
    tally.equals(
        "by nothing but answers and refusals", set(), set(crowd) - {"return", "LimitsExceeded"}
    )
    with Client() as root:
        cookie = root.call(
            "HoldMode", "sssssa{sv}", "compute", "enter", "delay", "root", "still gets one", {}
        )[0]
        root.call("ReleaseHold", "u", cookie)
        tally.holds("another user still gets one", "")
    taker.end()
    tally.holds("they end with their owner", no_holds())


def reads_without_end(tally, seed, calls):
    """Everything that is expensive, over as many connections as a user gets; others are served."""
    throng = Process(ALICE, "throng", f"{seed}/throng", str(CONNECTIONS))
    served = [Process(person, "polite", str(calls)) for person in (BOB, ROOT)]
    for process in served:
        report = process.end()
        tally.holds(f"{process.title} is served meanwhile", report["wrong"])
        if times := report["times"]:
            tally.note(
                f"{process.title} waited p50 {1000 * quantile(times, 0.5):.1f} ms,"
                f" at most {1000 * times[-1]:.1f} ms"
            )
    with Client() as root:
        tally.equals(
            "root switches meanwhile",
            ["committed"] * 2,
            [switch(root, "studio-local"), switch(root, "desktop")],
        )
    report = throng.end()
    tally.note(f"{CONNECTIONS} connections of one user: {listed(report['answers'])}")
    tally.equals(
        "a user's connections have one share, and all else is refused in words",
        {"return", "LimitsExceeded"},
        set(report["answers"]),
    )


def records_without_end(tally, seconds):
    """Holds taken and released as fast as they are answered, by who may."""
    for name, text in (("control characters", CONTROL * 1000), ("2 kB", "x" * 2000)):
        said = Process(ALICE, "churn", "2", text).end()
        tally.equals(f"{name} are refused", {"InvalidArgs": 2}, said["answers"])
    before, began = witness.audited_bytes(), time.monotonic()
    churn = Process(ALICE, "churn", str(seconds * 100000), "ü" * LONGEST_TEXT, str(seconds))
    with Client() as root:
        outcomes = [switch(root, "studio-local"), switch(root, "desktop")]
        cookie = root.call(
            "HoldMode", "sssssa{sv}", "compute", "enter", "delay", "root", "goes on record", {}
        )[0]
        root.call("ReleaseHold", "u", cookie)
    tally.equals("root switches meanwhile", ["committed"] * 2, outcomes)
    said = churn.end()
    grown, took = witness.audited_bytes() - before, time.monotonic() - began
    tally.note(
        f"{took:.0f} s: {listed(said['answers'])}; the audit log grew by {grown >> 10} KiB"
    )
    tally.equals("what is too much is refused", True, "LimitsExceeded" in said["answers"])
    tally.equals("and when to try again is said", True, "; try again in " in said["last"])
    tally.holds(
        "the log grew by no more than one user's share",
        "" if grown <= BURST + RATE * took + ROOTS else f"{grown} bytes in {took:.0f} s",
    )
    with Client() as root:
        (report,) = root.call("VerifyAudit")
        tally.equals("its chain holds", True, bus.plain(report["ok"]))
        newest = root.call("ListTransitions", "u", 1)[0][0]
        tally.equals("and the history is found", "desktop", bus.plain(newest["requested"]))
    tally.holds("no hold is left", no_holds())


def objects_that_are_not(tally):
    """Jobs that never were."""
    names = []
    with Client() as client:
        for path in (
            "/",
            bus.ROOT,
            bus.ROOT + "/job/0",
            bus.ROOT + "/job/4294967296",
            bus.ROOT + "/job/x",
        ):
            names += [refusal(client, "CancelJob", "o", path)]
            if path != bus.ROOT:
                names += [refusal(client, "Cancel", path=path, interface=bus.SERVICE + ".Job")]
    known = {"NoSuchJob", "UnknownObject", "UnknownInterface"}
    tally.equals("no job is where none is", set(), set(names) - known)


def polkit(tally, asks):
    """That says no, that says nothing, and that is not there."""
    tally.equals(
        "where it refuses, so does the daemon",
        "AccessDenied",
        answer(BOB, "patient", "RequestMode", "compute"),
    )

    witness.output("systemctl", "kill", "--signal=STOP", POLKIT_UNIT)
    patient = Process(BOB, "ask", "patient", "Reload")
    waiting = [
        Process(ALICE, "ask", "brisk", "RequestMode", "studio-local"),
        Process(BOB, "ask", "brisk", "Reload"),
    ]
    others_are_served(tally, "while it does not answer", asks)
    answers = [process.end() for process in waiting]
    tally.note(
        "its silence is a no after " + ", ".join(f"{each['seconds']:.1f} s" for each in answers)
    )
    tally.equals(
        "nobody passes without its answer",
        ["AccessDenied"] * 2,
        [each["answer"] for each in answers],
    )
    tally.equals("and is told so beforehand", "no", can_request())
    witness.output("systemctl", "kill", "--signal=CONT", POLKIT_UNIT)
    tally.equals("who has it ask a person waits for it", "AccessDenied", patient.end()["answer"])
    tally.equals("it is asked again once it answers", "yes", can_request())

    witness.output("systemctl", "mask", "--runtime", "--now", POLKIT_UNIT)
    for manner in ("brisk", "patient"):
        tally.equals(
            f"without it, nobody but root passes, {manner} or not",
            "AccessDenied",
            answer(ALICE, manner, "RequestMode", "studio-local"),
        )
    tally.equals("and is told so beforehand", "no", can_request())
    others_are_served(tally, "without it", asks)
    witness.output("systemctl", "unmask", "--runtime", POLKIT_UNIT)
    witness.output("systemctl", "start", POLKIT_UNIT)
    tally.equals("back again, it is asked", "yes", can_request())


def others_are_served(tally, when, asks):
    """Who only reads, and root, who needs nobody's leave."""
    polite = Process(BOB, "polite", str(asks)).end()
    tally.holds(f"{when}, who reads is served", polite["wrong"])
    with Client() as root:
        cookie = root.call(
            "HoldMode", "sssssa{sv}", "compute", "enter", "delay", "root", "needs nobody", {}
        )[0]
        root.call("ReleaseHold", "u", cookie)
        tally.equals(
            f"{when}, root switches",
            ["committed"] * 2,
            [switch(root, "studio-local"), switch(root, "desktop")],
        )


def switch(client, mode):
    """Asks for a mode and returns the outcome."""
    (job,) = client.call("RequestMode", "sa{sv}", mode, {})
    while True:
        outcome = client.property("Outcome", path=job, interface=bus.SERVICE + ".Job")
        if outcome:
            return outcome
        time.sleep(witness.PAUSE)


def answer(person, manner, *call):
    """What a call of somebody's is answered with."""
    return Process(person, "ask", manner, *call).end()["answer"]


def can_request():
    """What alice is told of a switch that ends nothing."""
    return Process(ALICE, "ask", "brisk", "CanRequestMode", "studio-local").end()["said"]


def refusal(client, member, signature="", *body, **more):
    try:
        client.call(member, signature, *body, **more)
    except bus.Refused as error:
        return error.name.rpartition(".")[2]
    return "answered"


def no_holds():
    """Waits until there are none; what is left, else."""
    deadline = time.monotonic() + 20
    with Client() as client:
        while held := client.property("Holds"):
            if time.monotonic() > deadline:
                return f"{len(held)} holds: {held[:2]}"
            time.sleep(witness.PAUSE)
    return ""


def quantile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def listed(counts):
    return ", ".join(
        f"{count} {name}" for name, count in sorted(counts.items(), key=lambda each: -each[1])
    )
