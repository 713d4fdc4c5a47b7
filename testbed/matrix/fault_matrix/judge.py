"""Says what is wrong with how a cell ended: a list of sentences, empty if it holds. Pure."""

from .cells import GONE, LEFT, MEMBER, SERVED, TAKES_JOBS, UNKNOWN

SERVER = "vllm.service"
GOOD = ("settled", "degraded")
# Explicit, with evidence: nothing is claimed that is not so.
EXPLICIT = ("degraded", "failed-transition", "unknown")
OUTCOMES = ("committed", "rolled-back", "stranded", "blocked", "cancelled")

# The exit status of the waiting client, by outcome (docs: reference/exit-codes).
EXIT_CODES = {
    "committed": (0, 22),
    "rolled-back": (20,),
    "stranded": (21,),
    "blocked": (10, 24),
    "cancelled": (25,),
}
# A job that nobody has lost: it runs, or is to.
KEPT = ("PENDING", "CONFIGURING", "RUNNING", "COMPLETING", "REQUEUED")
# What is the same to whoever asks: a unit that failed is as little there as one that was stopped, and a
# weight that is not set is the kernel's default (systemd.resource-control(5)).
SAME = {"failed": "inactive", "unset": "100"}
# What a client may say besides, where the daemon or its bus went away under it.
AWAY = 23


def as_good_as(wanted, seen):
    return SAME.get(wanted, wanted) == SAME.get(seen, seen)


def deviations(world, mode, truths):
    """Where the host is not as it must be in that mode. What takes no part in it need not be up."""
    if mode not in truths.units:
        return [f"'{mode}' is no mode"]
    excused = truths.optional.intersection(world.masked)
    wrong = [
        f"{name} is {seen.get(name)}, not {wanted}"
        for seen, table in ((world.units, truths.units), (world.slices, truths.slices))
        for name, wanted in table[mode].items()
        if name not in excused and not as_good_as(wanted, seen.get(name))
    ]
    graphical = [session for session in world.sessions if session.endswith(("wayland", "x11"))]
    if truths.units[mode]["display-manager.service"] == "active":
        if graphical != ["alice wayland"]:
            wrong.append(f"on seat0 there is {graphical}, not alice's Wayland session")
        if world.gpu != ("graphics",):
            wrong.append(f"the GPU is held by {world.gpu}, not by the compositor alone")
    else:
        if world.sessions:
            wrong.append(f"on seat0 there is {list(world.sessions)}, where nobody should be")
        if world.gpu != ("compute",) and not (SERVER in excused and world.gpu == ()):
            wrong.append(f"the GPU is held by {world.gpu}, not by the model alone")
    return wrong + membership(world, truths.units[mode]["compute.target"] == "active")


def membership(world, member):
    """Where the node of a cluster is not as it must be; a controller that is away cannot tell."""
    right = (TAKES_JOBS,) if member else (GONE, LEFT)
    if world.node in ("", UNKNOWN, *right) or MEMBER in world.masked:
        return []
    return [f"the cluster's node is {world.node}, not {right[0]}"]


def lost(world):
    """Whether the job of the cluster's is lost."""
    return [f"the job on the node, or for it, is {world.job}"] if world.job not in ("", *KEPT) else []


def claims_against_world(claims, world, truths):
    """Whether what the daemon says of now is so."""
    if claims.busy or claims.condition == "transitioning":
        return ["a transition is still under way"]
    if claims.condition == "settled":
        return [
            f"'{claims.current}, settled' is claimed, but {wrong}"
            for wrong in deviations(world, claims.current, truths)
        ]
    if claims.condition not in EXPLICIT:
        return [f"'{claims.condition}' is no condition"]
    if claims.condition == "degraded" and not claims.degradations:
        return ["'degraded' is claimed without a clause that is unmet"]
    return []


def ending(cell, claims, outcome):
    """Whether the outcome fits the transition and what is claimed now.

    `outcome` is the transition's own entry; `claims` are of when it had just ended.
    """
    how = outcome["outcome"]
    if how not in OUTCOMES:
        return [f"'{how}' is no outcome of a transition that had begun"]
    wrong = []
    if how != "committed" and outcome["code"] in ("", "none"):
        wrong.append(f"{how}, without a reason")
    where = {"committed": cell.to, "rolled-back": cell.origin, "cancelled": cell.origin}.get(how)
    # A host that cannot be observed any more takes nothing back of what was seen before.
    if where and claims.condition in GOOD and claims.current != where:
        wrong.append(f"{how}, but the mode is {claims.current}, {claims.condition}")
    if how == "stranded" and claims.condition == "transitioning":
        wrong.append("stranded, and still transitioning")
    return wrong


def served(cell, outcome, selected, started):
    """Whether the model is selected and served that the outcome of a swap promises."""
    how = outcome["outcome"]
    if how not in ("committed", "rolled-back", "cancelled"):
        return []
    model = cell.model if how == "committed" else SERVED
    if (selected, started) == (model, model):
        return []
    return [f"{how}, but {selected} is selected and {started} served, not {model}"]


def client(status, outcome, away):
    """Whether the waiting client said how it ended; `away` if the daemon was gone meanwhile."""
    expected = EXIT_CODES.get(outcome["outcome"], ()) + ((AWAY,) if away else ())
    if status in expected:
        return []
    return [f"the client exited with {status} after {outcome['outcome']}, not with {expected}"]


def on_record(transition, outcome, record):
    """Whether audit log and journald tell the same of the transition, and nothing is left open."""
    wrong = []
    if record.unfinished:
        wrong.append(f"transition.json is still there, of {record.unfinished}")
    if record.audited != (outcome,):
        wrong.append(
            f"the audit log ends {transition} with {list(record.audited)}, not once with {outcome}"
        )
    if record.journald != (outcome["outcome"],):
        wrong.append(f"journald has {list(record.journald)}, not once {outcome['outcome']}")
    if record.chain != "sound":
        wrong.append(f"the audit log is not sound: {record.chain}")
    return wrong


def agreement(claims, files):
    """Whether D-Bus, run files and audit log name the same last transition and the same modes."""
    wrong = []
    last = {key: claims.last.get(key) for key in ("id", "outcome", "code")}
    if not last == files.last == files.audited:
        wrong.append(
            f"the last transition is {last} on the bus, {files.last} in its file,"
            f" {files.audited} in the audit log"
        )
    if (claims.current, claims.desired) != (files.current, files.desired):
        wrong.append(
            f"the bus says {claims.current}, desired {claims.desired}; the run files say"
            f" {files.current}, desired {files.desired}"
        )
    return wrong


def next_request(mode, status, claims, world, truths):
    """Whether the next request worked without a hand on the machine."""
    if status:
        return [f"mode request {mode} exits with {status} afterwards"]
    if (claims.current, claims.condition, claims.desired) != (mode, "settled", mode):
        return [
            f"after mode request {mode} it is {claims.current}, {claims.condition},"
            f" desired {claims.desired}"
        ]
    return [f"after mode request {mode}, {wrong}" for wrong in deviations(world, mode, truths)]


def settled_in(mode, claims, world, truths):
    """Whether the host is settled in that mode, by the daemon's word and by everybody else's."""
    if claims.busy or (claims.current, claims.condition) != (mode, "settled"):
        return [f"it is {claims.current}, {claims.condition}"]
    return deviations(world, mode, truths)
