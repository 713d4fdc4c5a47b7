"""Runs cells, inside the machine, and writes down how each ended."""
from dataclasses import replace
import json
import os
import signal
import subprocess
import time

from . import cluster, host, judge, machine
from .cells import DOING, SERVED, Cell
from .faults import LIMIT, fault_of
from .gate import Gate
from .host import Unreadable

RESULTS = "/run/testbed/results.jsonl"
# What the driver has to know after a power loss.
PENDING = "/run/testbed/pending.json"

# Seconds after a power loss: the machine boots as well.
BOOT_LIMIT = 90
# What is shown may be this much younger than what is, in seconds.
LAG = 5
# Nothing announces what is waited for here to somebody without a connection to the bus.
PAUSE = 0.1

HOLDS, FAILS = 0, 3


class NotSetUp(Exception):
    """The cell could not be brought about; that says nothing of the product."""


def drive(batch):
    """Every cell of a batch that has no result yet; stops at one that does not hold."""
    truths = host.Truths.read()
    if not remaining(batch):
        return HOLDS
    if os.path.exists(PENDING):
        pending = host.read_json(PENDING)
        os.remove(PENDING)
        cell = Cell.from_json(pending["cell"])
        if not after_power_loss(cell, pending["transition"], truths):
            return FAILS
    elif not prepared(batch, truths):
        return FAILS
    for cell in remaining(batch):
        if not run_cell(cell, truths):
            return FAILS
    return HOLDS


def prepared(batch, truths):
    """Gets a new machine ready; where that fails, the first cell could not be brought about."""
    try:
        machine.prepare()
        if remaining(batch)[0].cluster:
            machine.join_cluster()
        settled(machine.BOOT_MODE, truths, BOOT_LIMIT)
        return True
    except (Unreadable, OSError) as broken:
        return not_brought_about(remaining(batch)[0], broken)


def remaining(batch):
    """The cells without a result."""
    cells = [Cell.from_json(fields) for fields in host.read_json(batch)]
    done = set()
    if os.path.exists(RESULTS):
        with open(RESULTS, encoding="utf-8") as results:
            done = {json.loads(line)["name"] for line in results}
    return [cell for cell in cells if cell.name() not in done]


def run_cell(cell, truths):
    """Brings the cell about, judges it, and says whether it holds."""
    fault = fault_of(cell)
    client, gate = None, None
    try:
        machine.settle(cell.origin, cell.model and SERVED)
        if cell.cluster:
            cluster.submit(runs=cell.origin == "compute")
        fault.prepare()
        settled(cell.origin, truths, LIMIT)
        daemon = machine.daemon()
        gate = Gate(daemon, cell.journal_write())
        client = ask(cell.to, cell.model)
        if not gate.wait(LIMIT):
            raise NotSetUp(f"the daemon did not come to step {cell.step.index + 1}")
        transition = at_gate(cell)
        if cell.fault == "power":
            with open(PENDING, "w", encoding="utf-8") as pending:
                json.dump({"cell": cell.to_json(), "transition": transition}, pending)
                pending.flush()
                os.fsync(pending.fileno())
        fault.strike(daemon, client)
        gate.open()
        gate = None
        return judged(cell, fault, client, transition, truths)
    except (NotSetUp, Unreadable, OSError, subprocess.SubprocessError) as broken:
        return not_brought_about(cell, broken)
    finally:
        if gate:
            gate.open()
        if client and client.poll() is None:
            os.killpg(client.pid, signal.SIGKILL)
        fault.end()
        fault.clean()
        machine.forget_restarts()


def ask(mode, model=""):
    """A client that asks for the mode or model and waits for the end, in a process group of its own."""
    return subprocess.Popen(
        ["mode", *(("model", "select", model) if model else machine.request(mode))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def at_gate(cell):
    """The transition that stands there, having seen that it is the step and moment that were meant."""
    journal = host.read_json(host.STATE + "/transition.json")
    kind = journal["plan"]["steps"][cell.step.index]["do"]["kind"]
    status = journal["statuses"][cell.step.index]
    # The journal still says what was before the write at which the daemon is held.
    before = "do" if cell.moment == DOING else "doing"
    if (kind, status) != (cell.step.kind, before):
        raise NotSetUp(
            f"step {cell.step.index + 1} is {kind}, {status}, not {cell.step.kind}, {before}"
        )
    return journal["id"]


def judged(cell, fault, client, transition, truths):
    """What there is to say once the daemon has been let go."""
    began = time.monotonic()
    try:
        claims = await_end(transition, began + fault.limit)
    except TimeoutError as stuck:
        return report(cell, {}, [str(stuck)], fault.limit)
    took = time.monotonic() - began
    outcome = {key: claims.last[key] for key in ("id", "outcome", "code")}
    wrong = judge.ending(cell, claims, outcome)
    if cell.fault != "client-vanishes":
        wrong += client_end(client, outcome, fault.away)
    if not fault.mutes_logind:
        wrong += lasting(lambda: truthful(truths))
    if not fault.mutes_record:
        wrong += lasting(lambda: recorded(transition, outcome))
        wrong += lasting(agreeing)
    fault.end()
    if fault.mutes_logind:
        wrong += lasting(lambda: truthful(truths))
    if cell.model:
        wrong += lasting(lambda: judge.served(cell, outcome, host.selected(), host.started()))
    wrong += next_request(cell, truths)
    if fault.mutes_record:
        wrong += lasting(lambda: recorded(transition, outcome))
    wrong += lasting(agreeing)
    return report(cell, outcome, wrong, took, claims)


def after_power_loss(cell, transition, truths):
    """The machine has booted again; what was under way must be buried, and the boot mode hold."""
    began = time.monotonic()
    try:
        claims = settled(machine.BOOT_MODE, truths, BOOT_LIMIT)
        ended = host.record(transition).audited
    except (Unreadable, OSError) as stuck:
        return report(cell, {}, [str(stuck)], time.monotonic() - began)
    took = time.monotonic() - began
    if not ended:
        return report(cell, {}, ["the interrupted transition has no end on record"], took, claims)
    outcome = ended[0]
    wrong = lasting(lambda: recorded(transition, outcome))
    wrong += lasting(agreeing)
    wrong += next_request(cell, truths)
    wrong += lasting(agreeing)
    return report(cell, outcome, wrong, took, claims)


def await_end(transition, deadline):
    """The claims of the daemon once that transition is over."""
    seen = "the daemon does not answer"
    while time.monotonic() < deadline:
        try:
            claims = host.claims()
            if (
                not claims.busy
                and claims.condition != "transitioning"
                and claims.last.get("id") == transition
            ):
                return claims
            seen = f"{claims.current}, {claims.condition}, last transition {claims.last.get('id')}"
        except Unreadable as away:
            seen = str(away)
        time.sleep(PAUSE)
    raise TimeoutError(f"transition {transition} has not ended in time: {seen}")


def settled(mode, truths, seconds):
    """The claims once the daemon says that this mode holds, and everybody else says so too."""
    deadline = time.monotonic() + seconds
    wrong = []
    while time.monotonic() < deadline:
        try:
            claims = host.claims()
            wrong = judge.settled_in(mode, claims, world(truths), truths)
            if not wrong:
                return claims
        except Unreadable as away:
            wrong = [str(away)]
        time.sleep(PAUSE)
    raise TimeoutError(f"not settled in {mode} after {seconds} s: {'; '.join(wrong)}")


def lasting(look):
    """What a look finds wrong, if it still finds that after what may lag has caught up."""
    deadline = time.monotonic() + LAG
    while True:
        began = time.monotonic()
        try:
            wrong = look()
        except (Unreadable, OSError, ValueError) as broken:
            wrong = [f"cannot be read: {broken}"]
        if not wrong or began > deadline:
            return wrong
        time.sleep(PAUSE)


def world(truths):
    """What the host is now, its cluster included."""
    node, job = cluster.look()
    return replace(host.world(truths), node=node, job=job)


def truthful(truths):
    seen = world(truths)
    return judge.claims_against_world(host.claims(), seen, truths) + judge.lost(seen)


def recorded(transition, outcome):
    return judge.on_record(transition, outcome, host.record(transition))


def agreeing():
    return judge.agreement(host.claims(), host.files())


def client_end(client, outcome, away):
    try:
        return judge.client(client.wait(timeout=LIMIT), outcome, away)
    except subprocess.TimeoutExpired:
        return [f"the client still waits {LIMIT} s after the end"]


def next_request(cell, truths):
    """Asks for the mode it came from, or for the other one if it is there already."""
    mode = cell.origin
    try:
        claims = host.claims()
        if (claims.current, claims.condition) == (mode, "settled"):
            mode = cell.to
        status = machine.go(mode, seconds=LIMIT)
    except subprocess.TimeoutExpired:
        return [f"mode request {mode} has not ended after {LIMIT} s"]
    except Unreadable as away:
        return [f"the daemon does not answer afterwards: {away}"]
    return lasting(
        lambda: judge.next_request(mode, status, host.claims(), world(truths), truths)
    ) + lasting(lambda: judge.lost(world(truths)))


def not_brought_about(cell, why):
    return report(cell, {}, [f"the cell could not be brought about: {why}"], 0)


def report(cell, outcome, wrong, seconds, claims=None):
    """Writes the result where the outside finds it."""
    result = {
        "name": cell.name(),
        "cell": cell.to_json(),
        "outcome": outcome.get("outcome", ""),
        "code": outcome.get("code", ""),
        "condition": claims.condition if claims else "",
        "mode": claims.current if claims else "",
        "seconds": round(seconds, 1),
        "wrong": wrong,
    }
    with open(RESULTS, "a", encoding="utf-8") as results:
        results.write(json.dumps(result) + "\n")
        results.flush()
        os.fsync(results.fileno())
    print("result", json.dumps(result), flush=True)
    return not wrong
